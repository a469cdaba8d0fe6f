/**
 * Sampling speed: new tokens per second with the KV cache, ours beside `transformers.generate`.
 *
 * Each engine samples the same number of tokens from a one-token prompt: as many as the context allows, at most 256.
 */
import { type BenchEngine, inTurns, type Turns } from "./engines.ts";
import type { BenchShape } from "./shapes.ts";

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

export async function benchSampling(
  shape: BenchShape,
  { engines, batch, ...turns }: Turns & { readonly engines: readonly BenchEngine[]; readonly batch: number },
): Promise<SamplingRow[]> {
  const tokens = Math.min(256, shape.blockSize - 1);
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
  return measured.map(({ engine, speed, ratioToPyTorch, peakRssBytes }) => ({
    ...{ kind: "sampling", shape: shape.name, engine: engine.name, batch, newTokens: tokens },
    ...{ tokensPerSecond: speed, ratioToPyTorch, peakRssBytes },
  }));
}
