/** Measures the tensors, handles and memory that repeated work leaves behind, in a process of its own. */
import assert from "node:assert/strict";
import { runProgram } from "./engine.ts";

export interface LeftBehind {
  /** more tensors and handles after 1,000 repetitions than before */
  readonly counts: Record<string, number>;
  /** more memory of the process, in MB */
  readonly megabytes: number;
}

/**
 * Repeats `body` 2,000 times to warm up, then three times 1,000 times. A leak is in all three measurements, noise is
 * not, so the smallest difference counts. Garbage is collected before each measurement.
 *
 * @param setUp statements that run first; `tf`, `jit` and `engine` are defined
 * @param body statements to repeat; may await
 */
export async function leftBehind(setUp: string, body: string): Promise<LeftBehind> {
  const program = `
    import * as tf from "@tensorflow/tfjs";
    import { jit } from "lib/engine/jit";
    import { useTensorFlow } from "lib/engine/tensorflow";
    const engine = useTensorFlow();
    ${setUp}
    async function measure(rounds) {
      for (let i = 0; i < rounds; i++) { ${body} }
      gc();
      return { ...engine.memory(), megabytes: Deno.memoryUsage().rss / 1e6 };
    }
    const results = [await measure(2000)];
    for (let i = 0; i < 3; i++) results.push(await measure(1000));
    const least = (key) => Math.min(...results.slice(1).map((result, i) => result[key] - results[i][key]));
    const { megabytes, ...counts } = Object.fromEntries(Object.keys(results[0]).map((key) => [key, least(key)]));
    console.log(JSON.stringify({ counts, megabytes }));`;
  // A small young generation: V8 would grow it while the program warms up.
  const flags = ["--v8-flags=--expose-gc,--max-semi-space-size=1"];
  const { stdout, stderr } = await runProgram(program, { flags });
  assert.equal(stderr, "");
  return JSON.parse(stdout);
}

/** The counts of a piece of work that leaves nothing behind. */
export const NOTHING = { numTensors: 0, numBytes: 0, numNativeTensors: 0, numHandles: 0 };
