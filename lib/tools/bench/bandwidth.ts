/** The machine's memory bandwidth: how fast each library reads a matrix that no cache of the processor holds. */
import { type BenchEngine, inTurns, type Turns } from "./engines.ts";
import { SHAPES } from "./shapes.ts";

export interface BandwidthRow {
  readonly kind: "bandwidth";
  readonly engine: string;
  /** 10⁹ bytes read in a second, by the faster of a product with a vector and a sum. */
  readonly gigabytesPerSecond: number;
}

/** The matrix is (SIZE, SIZE) float32: 256 MiB. */
const SIZE = 8192;

/** Median speed of reading the matrix once. */
export async function benchBandwidth(
  engines: readonly BenchEngine[],
  turns: Turns,
): Promise<BandwidthRow[]> {
  const measured = await inTurns(engines, {
    ...turns,
    what: "memory bandwidth",
    shape: SHAPES[0],
    warmUp: (worker) => worker.request({ command: "bandwidth", size: SIZE, repeats: 2 }),
    round: async (worker) => {
      const reply = await worker.request({ command: "bandwidth", size: SIZE, repeats: 3 });
      return { speeds: (reply.seconds as number[]).map((s) => 4 * SIZE ** 2 / s / 1e9), reply };
    },
  });
  return measured.map(({ engine, speed }) => (
    { kind: "bandwidth", engine: engine.name, gigabytesPerSecond: speed }
  ));
}
