/**
 * The engines that a benchmark compares, ours and PyTorch in each mode, and how they take turns.
 *
 * An engine is a command that starts a worker (worker_process.ts) for one shape. Every worker warms up; then round 1 of
 * each, round 2 of each …
 */
import { fileURLToPath } from "node:url";
import type { DeviceKind } from "../../engine/device/device.ts";
import type { Tuning } from "../../engine/ops/mod.ts";
import { median } from "../../statistics/mod.ts";
import type { BenchShape } from "./shapes.ts";
import { type Row, WorkerProcess } from "./worker_process.ts";

export interface BenchEngine {
  readonly name: string;
  readonly mode: string;
  readonly isOurs: boolean;
  readonly precision: "float32" | "bf16";
  /** Settings of speed for ours; default: those that were measured on this device. */
  readonly tuning?: Tuning;
  /** The kind of device that the worker uses; default: COURSE_DEVICE, or the fastest. */
  readonly device?: DeviceKind;
}

/** Our engine in a mode of `jit`. */
export function ours(name: string, mode: string): BenchEngine {
  return { name, mode, isOurs: true, precision: "float32" };
}
export const OURS_EAGER = ours("ours eager", "eager");
/** `jit` without options. */
export const OURS_DEFAULT = ours("ours", "default");

export interface Turns {
  readonly rounds: number;
  /** A Python that has torch and transformers, or null where ours is measured alone. */
  readonly torchPython: string | null;
  readonly onProgress?: (text: string) => void;
  /** Ends the workers, so that the measurement throws. */
  readonly signal?: AbortSignal;
}

interface Run<Warm> {
  readonly engine: BenchEngine;
  readonly warm: Warm;
  readonly speeds: number[];
  peakRssBytes: number;
}

interface Measured<Warm> extends Run<Warm> {
  /** The median of all rounds. */
  readonly speed: number;
  /** Against PyTorch's best of the same precision in this run; null where PyTorch did not run. */
  readonly ratioToPyTorch: number | null;
  /** Peak memory against the leanest PyTorch of the same precision; null where PyTorch did not run. */
  readonly memoryToPyTorch: number | null;
}

/**
 * Measures engines in turns.
 *
 * @param o.what names the measurement in messages
 * @param o.warmUp runs once; its result is passed to each round
 * @param o.round returns one speed or several, and the worker's reply
 */
export async function inTurns<Warm>(
  engines: readonly BenchEngine[],
  o: Turns & {
    readonly what: string;
    readonly shape: BenchShape;
    readonly warmUp: (worker: WorkerProcess) => Promise<Warm>;
    readonly round: (worker: WorkerProcess, warm: Warm) => Promise<{ speeds: number[]; reply: Row }>;
  },
): Promise<Measured<Warm>[]> {
  using stack = new DisposableStack();
  const runs: (Run<Warm> & { readonly worker: WorkerProcess })[] = [];
  for (const engine of engines) {
    o.onProgress?.(`${o.what}: ${engine.name} warms up`);
    const worker = stack.use(await startWorker(engine, o.shape, o));
    runs.push({ engine, worker, warm: await o.warmUp(worker), speeds: [] as number[], peakRssBytes: 0 });
  }
  for (let round = 1; round <= o.rounds; round++) {
    for (const run of runs) {
      o.onProgress?.(`${o.what}: ${run.engine.name}, round ${round} of ${o.rounds}`);
      const { speeds, reply } = await o.round(run.worker, run.warm);
      run.speeds.push(...speeds);
      run.peakRssBytes = reply.peakRssBytes as number;
    }
  }
  return runs.map(({ engine, warm, speeds, peakRssBytes }) => {
    const rivals = runs.filter((r) => !r.engine.isOurs && r.engine.precision === engine.precision);
    const speed = median(speeds), best = Math.max(...rivals.map((rival) => median(rival.speeds)));
    const leanest = Math.min(...rivals.map((rival) => rival.peakRssBytes));
    const hasRival = rivals.length > 0;
    const ratioToPyTorch = hasRival ? speed / best : null;
    const memoryToPyTorch = hasRival ? peakRssBytes / leanest : null;
    return { engine, warm, speed, speeds, peakRssBytes, ratioToPyTorch, memoryToPyTorch };
  });
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Names the program of our worker where it is not our_worker.ts: a pack (gpu/pack_main.ts) is one file. */
export const WORKER_VARIABLE = "COURSE_BENCH_WORKER";

/** Starts a worker for one engine and shape, and waits until it has loaded its library. */
export async function startWorker(
  engine: BenchEngine,
  shape: BenchShape,
  { torchPython, signal, env = {} }: Pick<Turns, "torchPython" | "signal"> & {
    readonly env?: Record<string, string>;
  },
): Promise<WorkerProcess> {
  if (!engine.isOurs && torchPython === null) {
    throw new Error(`starting ${engine.name}: no Python with PyTorch was given; ./course bench installs one`);
  }
  const entry = Deno.env.get(WORKER_VARIABLE) ?? here("./our_worker.ts");
  const command = engine.isOurs
    ? [Deno.execPath(), "run", "-A", entry, JSON.stringify(shape), engine.mode]
    : [torchPython!, here("./pytorch/worker.py"), JSON.stringify(shape), engine.mode];
  signal?.throwIfAborted();
  const worker = new WorkerProcess(engine.name, command, {
    ...{ NO_COLOR: "1", TF_CPP_MIN_LOG_LEVEL: "3" },
    // As in the course's kernel (lib/tools/start_kernel.sh); PyTorch has it, too.
    GLIBC_TUNABLES: Deno.env.get("GLIBC_TUNABLES") ?? "glibc.malloc.hugetlb=1",
    ...(engine.device ? { COURSE_DEVICE: engine.device } : {}),
    ...(engine.tuning ? { COURSE_TUNING: JSON.stringify(engine.tuning) } : {}),
    ...env,
  });
  signal?.addEventListener("abort", () => worker[Symbol.dispose]());
  await worker.read();
  return worker;
}
