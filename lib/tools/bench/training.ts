/** Training speed: tokens per second of one optimiser step (forward, backward, clip, AdamW). A round takes a second. */
import { type BenchEngine, inTurns, type Turns } from "./engines.ts";
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

/**
 * Measures one shape on every engine.
 *
 * @param o.peakFlops FLOP/s of a large matrix product, by precision
 * @returns a row for each engine, ours first
 */
export async function benchTraining(
  shape: BenchShape,
  { engines, peakFlops, ...turns }: Turns & {
    readonly engines: readonly BenchEngine[];
    readonly peakFlops: Readonly<Record<string, number>>;
  },
): Promise<TrainingRow[]> {
  const tokensPerStep = shape.batchSize * shape.blockSize;
  const measured = await inTurns(engines, {
    ...turns,
    what: shape.name,
    shape,
    warmUp: async (worker) => {
      const first = await worker.request({ command: "train", steps: 1 });
      const warm = await worker.request({ command: "train", steps: 3 });
      const steps = Math.max(2, Math.min(200, Math.round(1 / median(warm.seconds as number[]))));
      return { firstStepSeconds: (first.seconds as number[])[0], steps };
    },
    round: async (worker, { steps }) => {
      const reply = await worker.request({ command: "train", steps });
      return { speeds: [tokensPerStep / median(reply.seconds as number[])], reply };
    },
  });
  return measured.map(
    ({ engine: { name, precision }, warm, speed, speeds, ratioToPyTorch, peakRssBytes }) => {
      const [slowest, fastest] = spread(speeds);
      const peak = peakFlops[precision], flops = speed / tokensPerStep * trainingFlops(shape);
      return {
        ...{ kind: "training", shape: shape.name, engine: name, precision },
        ...{ tokensPerSecond: speed, slowest, fastest, ratioToPyTorch },
        ...{ shareOfPeak: peak ? flops / peak : null, firstStepSeconds: warm.firstStepSeconds, peakRssBytes },
      };
    },
  );
}
