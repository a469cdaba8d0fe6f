/** The machine's peak: how fast each library multiplies two 2048 × 2048 matrices. */
import { type BenchEngine, inTurns, type Turns } from "./engines.ts";
import { SHAPES } from "./shapes.ts";

export interface MatmulRow {
  readonly kind: "matmul";
  readonly engine: string;
  readonly precision: string;
  readonly gigaflops: number;
}

const SIZE = 2048;

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
