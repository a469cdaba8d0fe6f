/**
 * Sampling speed: new tokens per second with the KV cache, ours beside `transformers.generate`.
 *
 * Each engine samples the same number of tokens from a one-token prompt: as many as the context allows, at most 256, and
 * 64 of a model that needs tens of milliseconds for each.
 */
import { type BenchEngine, inTurns, type Turns } from "./engines.ts";
import { type Peaks, samplingLimit } from "./limits.ts";
import { parameterCount } from "../../gpt/mod.ts";
import { type BenchShape, shapeConfig } from "./shapes.ts";

export interface SamplingRow {
  readonly kind: "sampling";
  readonly shape: string;
  readonly engine: string;
  /** "bf16": weights stored in bfloat16; PyTorch then computes in it too. */
  readonly precision: "float32" | "bf16";
  readonly batch: number;
  readonly newTokens: number;
  readonly tokensPerSecond: number;
  readonly ratioToPyTorch: number | null;
  /** Share of what memory bandwidth and arithmetic allow (`samplingLimit`); null where they were not measured. */
  readonly shareOfLimit: number | null;
  readonly peakRssBytes: number;
  /** Against the leaner PyTorch in this run; null where PyTorch did not run. */
  readonly memoryToPyTorch: number | null;
}

/** Parameters from which fewer tokens are sampled. */
const LARGE = 1e8;

export async function benchSampling(
  shape: BenchShape,
  { engines, batch, peaks, ...turns }: Turns & {
    readonly engines: readonly BenchEngine[];
    readonly batch: number;
    readonly peaks?: Peaks;
  },
): Promise<SamplingRow[]> {
  const tokens = Math.min(parameterCount(shapeConfig(shape)) < LARGE ? 256 : 64, shape.blockSize - 1);
  const command = { command: "sample", batch, tokens };
  const measured = await inTurns(engines, {
    ...turns,
    what: `${shape.name} batch ${batch}`,
    shape,
    warmUp: (worker) => worker.request(command),
    round: async (worker) => {
      const reply = await worker.request(command);
      return { speeds: [(reply.tokens as number) / (reply.seconds as number[])[0]], reply };
    },
  });
  const shareOfLimit = (speed: number, weightBytes: number) =>
    peaks ? speed / samplingLimit(shape, { batch, newTokens: tokens, peaks, weightBytes }) : null;
  return measured.map(({ engine, speed, ratioToPyTorch, peakRssBytes, memoryToPyTorch }) => ({
    ...{ kind: "sampling", shape: shape.name, engine: engine.name, precision: engine.precision },
    ...{ batch, newTokens: tokens, tokensPerSecond: speed, ratioToPyTorch },
    shareOfLimit: shareOfLimit(speed, engine.precision === "bf16" ? 2 : 4),
    ...{ peakRssBytes, memoryToPyTorch },
  }));
}
