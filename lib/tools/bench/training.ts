/**
 * Training speed: tokens per second of one optimiser step (forward, backward, clip, AdamW).
 *
 * For each shape, every engine's worker first warms up, then the engines take turns: round 1 of each, round 2 of each …
 * A round takes about a second. Ratios are between the median rounds of the same run.
 */
import { type BenchEngine, startWorker } from "./engines.ts";
import type { WorkerProcess } from "./worker_process.ts";
import { type BenchShape, trainingFlops } from "./shapes.ts";
import { median, spread } from "../../statistics/mod.ts";

export interface TrainingRow {
  readonly kind: "training";
  readonly shape: string;
  readonly engine: string;
  readonly precision: string;
  readonly tokensPerSecond: number;
  readonly slowest: number;
  readonly fastest: number;
  /** Against PyTorch's best of the same precision in this run; null where PyTorch did not run. */
  readonly ratioToPyTorch: number | null;
  /** Share of this machine's matrix-product peak at the same precision, 0 to 1. */
  readonly shareOfPeak: number | null;
  readonly firstStepSeconds: number;
  readonly peakRssBytes: number;
}

interface TrainingOptions {
  readonly engines: readonly BenchEngine[];
  readonly rounds: number;
  readonly torchPython: string | null;
  /** FLOP/s of a large matrix product, by precision. */
  readonly peakFlops: Readonly<Record<string, number>>;
  readonly onProgress?: (text: string) => void;
}

interface Run {
  readonly engine: BenchEngine;
  readonly worker: WorkerProcess;
  /** Steps a round, so that a round lasts about a second. */
  readonly steps: number;
  readonly firstStepSeconds: number;
  readonly speeds: number[];
  peakRssBytes: number;
}

/** Measures one shape on every engine. @returns a row for each engine, ours first. */
export async function benchTraining(shape: BenchShape, options: TrainingOptions): Promise<TrainingRow[]> {
  const { engines, rounds, torchPython, peakFlops, onProgress } = options;
  const tokensPerStep = shape.batchSize * shape.blockSize;
  using stack = new DisposableStack();
  const runs: Run[] = [];
  for (const engine of engines) {
    onProgress?.(`${shape.name}: ${engine.name} warms up`);
    const worker = stack.use(await startWorker(engine, shape, torchPython));
    const first = await worker.request({ command: "train", steps: 1 });
    const warm = await worker.request({ command: "train", steps: 3 });
    const stepSeconds = median(warm.seconds as number[]);
    const steps = Math.max(2, Math.min(200, Math.round(1 / stepSeconds)));
    const firstStepSeconds = (first.seconds as number[])[0];
    runs.push({ engine, worker, steps, firstStepSeconds, speeds: [], peakRssBytes: 0 });
  }
  for (let round = 1; round <= rounds; round++) {
    for (const run of runs) {
      onProgress?.(`${shape.name}: ${run.engine.name}, round ${round} of ${rounds}`);
      const reply = await run.worker.request({ command: "train", steps: run.steps });
      run.speeds.push(tokensPerStep / median(reply.seconds as number[]));
      run.peakRssBytes = reply.peakRssBytes as number;
    }
  }
  return runs.map(({ engine, speeds, firstStepSeconds, peakRssBytes }) => {
    const rivals = runs.filter((r) => !r.engine.isOurs && r.engine.precision === engine.precision);
    const best = rivals.length ? Math.max(...rivals.map((r) => median(r.speeds))) : null;
    const tokensPerSecond = median(speeds);
    const [slowest, fastest] = spread(speeds);
    const peak = peakFlops[engine.precision];
    const flops = tokensPerSecond / tokensPerStep * trainingFlops(shape);
    return {
      kind: "training",
      shape: shape.name,
      engine: engine.name,
      precision: engine.precision,
      tokensPerSecond,
      slowest,
      fastest,
      ratioToPyTorch: best === null ? null : tokensPerSecond / best,
      shareOfPeak: peak ? flops / peak : null,
      firstStepSeconds,
      peakRssBytes,
    };
  });
}
