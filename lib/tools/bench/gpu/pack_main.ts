/**
 * The program of a pack (`./course bench --pack`): measures a machine that has no network. `sh measure.sh` starts it.
 *
 * The pack holds Deno and this file, bundled. It measures WebGPU and plain JavaScript; TensorFlow is not in it. With a shape
 * and a mode as arguments it is the worker that it starts itself. `--quick` and `--again` are those of `./course gpu`.
 */
import { fileURLToPath, pathToFileURL } from "node:url";
import { useDevice } from "../../../engine/device/mod.ts";
import { WORKER_VARIABLE } from "../engines.ts";
import { runWorker } from "../worker.ts";
import { measureGPU, missingGPU } from "./measure_gpu.ts";
import { reportLines } from "./report_lines.ts";

async function measure(flags: readonly string[]): Promise<void> {
  Deno.env.set(WORKER_VARIABLE, fileURLToPath(import.meta.url));
  Deno.env.set("COURSE_SELF_TEST", "off"); // it is one of the steps, and says more there
  const device = await useDevice({ quiet: true });
  const missing = missingGPU(device);
  if (missing !== null) {
    console.error(
      `there is no GPU to measure: ${missing}.\nCOURSE_DEVICE=js sh measure.sh measures the processor.`,
    );
    Deno.exit(1);
  }
  console.log(device.line);
  const stop = new AbortController();
  Deno.addSignalListener("SIGINT", () => stop.abort());
  const { path, row, result } = await measureGPU(
    { device, reference: "js", specs: null },
    {
      command: "sh measure.sh",
      folder: pathToFileURL(`${Deno.cwd()}/`),
      signal: stop.signal,
      quick: flags.includes("--quick"),
      again: flags.includes("--again"),
      ...reportLines(console.log),
    },
  );
  console.log(`\n${row}\n\n${path ? `recorded in ${path}` : "everything is recorded already"}`);
  console.log(
    result.partial
      ? "not all is measured; sh measure.sh goes on with the rest."
      : "please send that file and the row to those who gave you this folder.",
  );
}

const { args } = Deno;
if (args.every((arg) => arg.startsWith("--"))) await measure(args);
else await runWorker(args);
