/**
 * Sampling speed: new tokens per second with the KV cache, ours beside `transformers.generate`.
 *
 * Engines take turns. Each samples the same number of tokens from a one-token prompt: as many as the context allows, at
 * most 256.
 */
import { type BenchEngine, startWorker } from "./engines.ts";
import type { BenchShape } from "./shapes.ts";
import { median } from "../../statistics/mod.ts";

export interface SamplingRow {
  readonly kind: "sampling";
  readonly shape: string;
  readonly engine: string;
  readonly batch: number;
  readonly newTokens: number;
  readonly tokensPerSecond: number;
  readonly ratioToPyTorch: number | null;
  readonly peakRssBytes: number;
}

/** Measures one shape at one batch size on every engine. */
export async function benchSampling(
  shape: BenchShape,
  options: {
    readonly engines: readonly BenchEngine[];
    readonly batch: number;
    readonly rounds: number;
    readonly torchPython: string | null;
    readonly onProgress?: (text: string) => void;
  },
): Promise<SamplingRow[]> {
  const { engines, batch, rounds, torchPython, onProgress } = options;
  const tokens = Math.min(256, shape.blockSize - 1);
  using stack = new DisposableStack();
  const runs = [];
  for (const engine of engines) {
    const worker = stack.use(await startWorker(engine, shape, torchPython));
    onProgress?.(`${shape.name} batch ${batch}: ${engine.name} warms up`);
    await worker.request({ command: "sample", batch, tokens });
    runs.push({ engine, worker, speeds: [] as number[], peakRssBytes: 0 });
  }
  for (let round = 1; round <= rounds; round++) {
    for (const run of runs) {
      onProgress?.(`${shape.name} batch ${batch}: ${run.engine.name}, round ${round} of ${rounds}`);
      const reply = await run.worker.request({ command: "sample", batch, tokens });
      run.speeds.push((reply.tokens as number) / (reply.seconds as number[])[0]);
      run.peakRssBytes = reply.peakRssBytes as number;
    }
  }
  const rivals = runs.filter((r) => !r.engine.isOurs);
  const best = rivals.length ? Math.max(...rivals.map((r) => median(r.speeds))) : null;
  return runs.map(({ engine, speeds, peakRssBytes }) => ({
    kind: "sampling",
    shape: shape.name,
    engine: engine.name,
    batch,
    newTokens: tokens,
    tokensPerSecond: median(speeds),
    ratioToPyTorch: best === null ? null : median(speeds) / best,
    peakRssBytes,
  }));
}
