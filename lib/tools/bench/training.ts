/**
 * Training speed: tokens per second of one optimiser step (forward, backward, clip, AdamW), of all weights, of a LoRA
 * adapter, or on packed questions and answers. A round takes a second.
 */
import { type BenchEngine, inTurns, type Turns } from "./engines.ts";
import { taskFlops, type TrainingTask } from "./limits.ts";
import { type BenchShape, EXAMPLE_LENGTHS } from "./shapes.ts";
import { median, spread } from "../../statistics/mod.ts";

export interface TrainingRow {
  readonly kind: "training";
  readonly task: TrainingTask;
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
  /** Against the leanest PyTorch of the same precision in this run; null where PyTorch did not run. */
  readonly memoryToPyTorch: number | null;
}

/**
 * Measures one shape on every engine.
 *
 * @param o.task what is trained, default all weights
 * @param o.peakFlops FLOP/s of a large matrix product, by precision
 * @returns a row for each engine, ours first
 */
export async function benchTraining(
  shape: BenchShape,
  { engines, peakFlops, task = "training", ...turns }: Turns & {
    readonly engines: readonly BenchEngine[];
    readonly task?: TrainingTask;
    readonly peakFlops: Readonly<Record<string, number>>;
  },
): Promise<TrainingRow[]> {
  const tokensPerStep = shape.batchSize * shape.blockSize;
  const command = { command: "train", task, lengths: EXAMPLE_LENGTHS };
  const measured = await inTurns(engines, {
    ...turns,
    what: `${shape.name} ${task}`,
    shape,
    warmUp: async (worker) => {
      const first = await worker.request({ ...command, steps: 1 });
      const warm = await worker.request({ ...command, steps: 3 });
      const steps = Math.max(2, Math.min(200, Math.round(1 / median(warm.seconds as number[]))));
      return { firstStepSeconds: (first.seconds as number[])[0], steps };
    },
    round: async (worker, { steps }) => {
      const reply = await worker.request({ ...command, steps });
      return { speeds: [tokensPerStep / median(reply.seconds as number[])], reply };
    },
  });
  return measured.map(
    ({ engine: { name, precision }, warm, speed, speeds, peakRssBytes, ...ratios }) => {
      const [slowest, fastest] = spread(speeds);
      const peak = peakFlops[precision], flops = speed / tokensPerStep * taskFlops(shape, task);
      return {
        ...{ kind: "training", task, shape: shape.name, engine: name, precision },
        ...{ tokensPerSecond: speed, slowest, fastest, ratioToPyTorch: ratios.ratioToPyTorch },
        ...{ shareOfPeak: peak ? flops / peak : null, firstStepSeconds: warm.firstStepSeconds, peakRssBytes },
        memoryToPyTorch: ratios.memoryToPyTorch,
      };
    },
  );
}
