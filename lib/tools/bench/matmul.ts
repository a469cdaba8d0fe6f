/** The machine's peak: how fast each library multiplies two 2048 × 2048 matrices. */
import { type BenchEngine, inTurns, startWorker, type Turns } from "./engines.ts";
import { SHAPES } from "./shapes.ts";
import { median } from "../../statistics/mod.ts";

export interface MatmulRow {
  readonly kind: "matmul";
  readonly engine: string;
  readonly precision: string;
  readonly gigaflops: number;
}

const SIZE = 2048;
/** Size of the product that decides whether a precision is measured: a second even at 0.03 GFLOP/s. */
const PROBE_SIZE = 256;
/** A precision is left out if its products are slower than this share of the first engine's. */
const WORTH_MEASURING = 0.1;

/** Median GFLOP/s of `SIZE`³ products. */
export async function benchMatmul(engines: readonly BenchEngine[], turns: Turns): Promise<MatmulRow[]> {
  const measured = await inTurns(engines, {
    ...turns,
    what: "matrix products",
    shape: SHAPES[0],
    warmUp: (worker) => worker.request({ command: "matmul", size: SIZE, repeats: 3 }),
    round: async (worker) => {
      const reply = await worker.request({ command: "matmul", size: SIZE, repeats: 5 });
      return { speeds: (reply.seconds as number[]).map((s) => 2 * SIZE ** 3 / s / 1e9), reply };
    },
  });
  return measured.map(({ engine: { name, precision }, speed }) => (
    { kind: "matmul", engine: name, precision, gigaflops: speed }
  ));
}

/**
 * Leaves out engines whose products are so slow that nobody would use them: bfloat16 on a processor without
 * instructions for it runs at about a thousandth of float32's speed, and a training step would take minutes.
 *
 * @param engines the first one is the yardstick
 * @param o.onNote is told which engine is left out, and why
 * @returns the others that are fast enough
 */
export async function fastEnough(
  [yardstick, ...engines]: readonly BenchEngine[],
  { onNote, ...turns }: Turns & { readonly onNote?: (text: string) => void },
): Promise<BenchEngine[]> {
  const expected = await probe(yardstick, turns);
  const kept: BenchEngine[] = [];
  for (const engine of engines) {
    const speed = await probe(engine, turns);
    if (speed >= WORTH_MEASURING * expected) {
      kept.push(engine);
      continue;
    }
    const [found, usual] = [speed, expected].map((s) => s.toPrecision(2));
    onNote?.(
      `${engine.name} was not measured in ${engine.precision}: its matrix products reach ${found} GFLOP/s here, and ` +
        `${usual} in ${yardstick.precision}. This processor has no instructions for ${engine.precision}.`,
    );
  }
  return kept;
}

/** GFLOP/s of small products. */
async function probe(engine: BenchEngine, turns: Turns): Promise<number> {
  turns.onProgress?.(`matrix products: ${engine.name} in ${engine.precision} is tried`);
  using worker = await startWorker(engine, SHAPES[0], turns);
  const { seconds } = await worker.request({ command: "matmul", size: PROBE_SIZE, repeats: 5 });
  return 2 * PROBE_SIZE ** 3 / median((seconds as number[]).slice(1)) / 1e9;
}
