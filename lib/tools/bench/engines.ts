/**
 * The engines that a benchmark compares: ours in each mode, PyTorch in each mode.
 *
 * An engine is a command that starts a worker (worker_process.ts) for one shape.
 */
import { fileURLToPath } from "node:url";
import type { BenchShape } from "./shapes.ts";
import { WorkerProcess } from "./worker_process.ts";

type Precision = "float32" | "bf16";

export interface BenchEngine {
  readonly name: string;
  readonly mode: string;
  readonly isOurs: boolean;
  readonly precision: Precision;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Starts a worker for one engine and shape, and waits until it has loaded its library. */
export async function startWorker(
  engine: BenchEngine,
  shape: BenchShape,
  torchPython: string | null,
): Promise<WorkerProcess> {
  if (!engine.isOurs && torchPython === null) {
    throw new Error(`starting ${engine.name}: no Python with PyTorch was given; ./course bench installs one`);
  }
  const command = engine.isOurs
    ? [Deno.execPath(), "run", "-A", here("./our_worker.ts"), JSON.stringify(shape), engine.mode]
    : [torchPython!, here("./pytorch/worker.py"), JSON.stringify(shape), engine.mode];
  const worker = new WorkerProcess(engine.name, command, { NO_COLOR: "1", TF_CPP_MIN_LOG_LEVEL: "3" });
  await worker.read();
  return worker;
}
