/** The machine's peak: how fast each library multiplies two 2048 × 2048 matrices. */
import { type BenchEngine, startWorker } from "./engines.ts";
import { SHAPES } from "./shapes.ts";
import { median } from "../../statistics/mod.ts";

export interface MatmulRow {
  readonly kind: "matmul";
  readonly engine: string;
  readonly precision: string;
  readonly gigaflops: number;
}

const SIZE = 2048;

/** Median GFLOP/s of `SIZE`³ products. The engines take turns. */
export async function benchMatmul(
  engines: readonly BenchEngine[],
  options: { readonly rounds: number; readonly torchPython: string | null },
): Promise<MatmulRow[]> {
  using stack = new DisposableStack();
  const runs = [];
  for (const engine of engines) {
    const worker = stack.use(await startWorker(engine, SHAPES[0], options.torchPython));
    await worker.request({ command: "matmul", size: SIZE, repeats: 3 });
    runs.push({ engine, worker, seconds: [] as number[] });
  }
  for (let round = 0; round < options.rounds; round++) {
    for (const run of runs) {
      const reply = await run.worker.request({ command: "matmul", size: SIZE, repeats: 5 });
      run.seconds.push(...reply.seconds as number[]);
    }
  }
  return runs.map(({ engine, seconds }) => ({
    kind: "matmul",
    engine: engine.name,
    precision: engine.precision,
    gigaflops: 2 * SIZE ** 3 / median(seconds) / 1e9,
  }));
}
