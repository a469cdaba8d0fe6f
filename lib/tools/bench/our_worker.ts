/**
 * Starts our worker of `./course bench` (worker.ts):
 *
 *     deno run -A lib/tools/bench/our_worker.ts '{"nLayer": 6, …}' eager
 */
import { runWorker } from "./worker.ts";

await runWorker(Deno.args);
