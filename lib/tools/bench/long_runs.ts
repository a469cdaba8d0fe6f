/**
 * Does memory stay flat when a kernel runs for long?
 *
 *     ./course deno task profile:long [--steps 20000] [--generations 2000] [--retraces 500] [--seconds 300] [--record NAME]
 *
 * Three kinds of work are repeated: training steps, generations, and calls of a compiled function that make a new program
 * each time. Memory, tensors, handles of TensorFlow and open files are read after each repetition. A leak makes the largest
 * memory of each quarter grow, and the command then fails. `--seconds` ends a kind early; its row says how many repetitions
 * it had.
 */
import * as tf from "@tensorflow/tfjs";
import { parseArgs } from "node:util";
import { jit, type JitOptions } from "../../engine/jit/mod.ts";
import { useDevice } from "../../engine/device/mod.ts";
import { tidyTree } from "../../engine/ops/mod.ts";
import { currentTensorFlow } from "../../engine/tensorflow/mod.ts";
import { generate, gpt, type GPTParams, initGPT } from "../../gpt/mod.ts";
import { disposeParams, seed } from "../../nn/mod.ts";
import { crossEntropy, lossAndGradients, train } from "../../training/mod.ts";
import { wholeNumbers } from "../whole_numbers.ts";
import { recordRows } from "./measured_on.ts";
import { rowsTable } from "./report.ts";
import { type BenchShape, shapeBatch, shapeBatches, shapeConfig, SHAPES } from "./shapes.ts";

export interface LongRunRow {
  readonly kind: "long run";
  readonly what: string;
  readonly repeats: number;
  readonly seconds: number;
  /** the largest resident memory in each quarter of the repetitions, bytes */
  readonly bytesByQuarter: readonly number[];
  /** more at the end than after a quarter; negative where there are fewer */
  readonly tensors: number;
  readonly handles: number;
  readonly openFiles: number;
  /** whether the result of the first repetition came again at the end; null where it is not compared */
  readonly sameResult: boolean | null;
}

/** What is read after each repetition. */
function readCounts() {
  return {
    bytes: Deno.memoryUsage().rss,
    tensors: tf.memory().numTensors,
    handles: currentTensorFlow()?.memory().numHandles ?? 0,
    openFiles: Deno.build.os === "linux" ? [...Deno.readDirSync("/proc/self/fd")].length : 0,
  };
}

/** Reads the counts after each repetition; keeps those of a quarter and the largest memory of each quarter. */
class Watch {
  readonly #start = performance.now();
  readonly #bytes: number[] = [];
  #quarter: ReturnType<typeof readCounts> | undefined;
  #last = readCounts();

  constructor(private readonly what: string, private readonly repeats: number) {}

  add(): void {
    this.#last = readCounts();
    this.#bytes.push(this.#last.bytes);
    if (this.#bytes.length === Math.ceil(this.repeats / 4)) this.#quarter = this.#last;
  }

  row(sameResult: boolean | null): LongRunRow {
    const repeats = this.#bytes.length, from = this.#quarter ?? this.#last, to = this.#last;
    const largest = (quarter: number) =>
      this.#bytes.slice(Math.floor(quarter * repeats / 4), Math.floor((quarter + 1) * repeats / 4))
        .reduce((a, b) => Math.max(a, b), 0);
    return {
      ...{ kind: "long run", what: this.what, repeats, seconds: (performance.now() - this.#start) / 1000 },
      bytesByQuarter: [0, 1, 2, 3].map(largest),
      tensors: to.tensors - from.tensors,
      handles: to.handles - from.handles,
      openFiles: to.openFiles - from.openFiles,
      sameResult,
    };
  }
}

interface LongRunOptions {
  readonly shape: BenchShape;
  readonly repeats: number;
  /** most seconds; the repetition that runs then is the last */
  readonly seconds: number;
  readonly onProgress?: (text: string) => void;
}

/** Training steps in one `train`, compiled. */
export async function longTraining({ shape, repeats, seconds, onProgress }: LongRunOptions) {
  const config = shapeConfig(shape);
  const watch = new Watch("training steps", repeats);
  const trained = await train<GPTParams>({
    params: () => tidyTree(() => initGPT(config, seed(0))),
    loss: (params, { x, y }) => crossEntropy(gpt(params, config, x), y),
    batches: shapeBatches(shape),
    ...{ vocabSize: shape.vocabSize, steps: repeats, learningRate: 1e-3, compile: jit },
    signal: AbortSignal.timeout(1000 * seconds),
    onStep: ({ step }) => {
      watch.add();
      if (step % 500 === 0) onProgress?.(`training step ${step} of ${repeats}`);
    },
  });
  disposeParams({ params: trained.params, ...trained.state });
  return watch.row(null);
}

/** Repeats `once` with 1, 2, … and compares its results with 0 before and after. */
async function repeated(
  what: string,
  { repeats, seconds, onProgress }: Omit<LongRunOptions, "shape">,
  once: (i: number) => Promise<string | number>,
): Promise<LongRunRow> {
  const watch = new Watch(what, repeats), end = performance.now() + 1000 * seconds;
  const first = await once(0);
  for (let i = 1; i <= repeats && performance.now() < end; i++) {
    await once(i);
    watch.add();
    if (i % 50 === 0) onProgress?.(`${what}: ${i} of ${repeats}`);
  }
  return watch.row(await once(0) === first);
}

/** Continuations of prompts of changing lengths, compiled, with the KV cache. */
export async function longGeneration({ shape, ...o }: LongRunOptions) {
  const config = shapeConfig(shape), params = initGPT(config, seed(0));
  const options = { maxNewTokens: shape.blockSize / 4, seed: 1, compile: jit };
  const row = await repeated("generations", o, async (i) => {
    const prompt = Array.from({ length: 1 + i % (shape.blockSize / 2) }, (_, j) => (i + j) % shape.vocabSize);
    const tokens: number[] = [];
    for await (const step of generate({ params, config }, [prompt], options)) tokens.push(step.tokens[0]!);
    return String(tokens);
  });
  disposeParams(params);
  return row;
}

/**
 * Loss and gradients, with another plain value in each call: each call traces and compiles a new program. The shapes stay
 * the same, because TensorFlow's oneDNN keeps its kernels for each shape of a matrix product (kept_programs.ts).
 */
export async function longRetracing(
  { shape, mode, keep, ...o }: LongRunOptions & Pick<JitOptions, "keep"> & { readonly mode: "graph" | "xla" },
) {
  const config = shapeConfig(shape), params = initGPT(config, seed(0)), { x, y } = shapeBatch(shape);
  using compiled = jit(
    (params: GPTParams, x: tf.Tensor2D, y: tf.Tensor2D, scale: number) =>
      lossAndGradients(
        (params: GPTParams, batch: { x: tf.Tensor2D; y: tf.Tensor2D }) =>
          tf.mul(crossEntropy(gpt(params, config, batch.x), batch.y), scale) as tf.Scalar,
        { params, batch: { x, y } },
      ),
    { mode, keep },
  );
  const row = await repeated(`new programs, ${mode}`, o, async (i) => {
    const { loss, grads, weight } = await compiled(params, x, y, 1 + i);
    const [value] = await loss.data();
    tf.dispose([loss, ...(weight ? [weight] : [])]);
    disposeParams(grads);
    return value;
  });
  disposeParams(params);
  tf.dispose([x, y]);
  return row;
}

/** What the last quarter may have more than the second: the heap's noise. */
const NOISE = { share: 0.05, bytes: 16 * 2 ** 20 };

/** What grows with the repetitions, in words; empty where nothing does. */
export function whatGrows(row: LongRunRow): string[] {
  const [, second, , last] = row.bytesByQuarter;
  return [
    ...(["tensors", "handles", "openFiles"] as const).filter((name) => row[name] > 0),
    ...(last > (1 + NOISE.share) * second + NOISE.bytes ? ["memory"] : []),
    ...(row.sameResult === false ? ["the difference from the first result"] : []),
  ];
}

/** The rows as a table for a terminal. */
export function formatLongRuns(rows: readonly LongRunRow[]): string {
  const more = (count: number) => `${count > 0 ? "+" : ""}${count}`;
  const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20).toLocaleString("en-US");
  return rowsTable("Long runs", rows, {
    "repeated": ({ what }) => what,
    "times": ({ repeats }) => repeats.toLocaleString("en-US"),
    "s": ({ seconds }) => seconds.toFixed(0),
    "most MiB in each quarter": ({ bytesByQuarter }) => bytesByQuarter.map(mebibytes).join(" → "),
    "tensors": ({ tensors }) => more(tensors),
    "handles": ({ handles }) => more(handles),
    "files": ({ openFiles }) => more(openFiles),
    "first again": ({ sameResult }) => sameResult === null ? "–" : sameResult ? "yes" : "no",
    "grows": (row) => whatGrows(row).join(", ") || "nothing",
  });
}

/** A model of one narrow layer: it compiles fast, and its programs have all kinds of ops. */
const SMALL: BenchShape = {
  ...{ name: "long", nLayer: 1, nEmbd: 32, nHead: 2, blockSize: 32, vocabSize: 64, batchSize: 4 },
};

async function main(): Promise<void> {
  const text = (value: string) => ({ type: "string", default: value }) as const;
  const { values } = parseArgs({
    options: {
      ...{ steps: text("20000"), generations: text("2000"), retraces: text("500"), seconds: text("300") },
      record: { type: "string" },
    },
  });
  const [steps, generations, retraces, seconds] = (["steps", "generations", "retraces", "seconds"] as const)
    .map((name) => wholeNumbers(`profile:long: --${name}`, values[name], { most: 1 })[0]);
  const device = await useDevice(), startMs = performance.now();
  const common = { seconds, onProgress: (line: string) => console.error(`  ${line}`) };
  const rows = [
    await longTraining({ ...common, shape: SHAPES[0], repeats: steps }),
    await longGeneration({ ...common, shape: SHAPES[0], repeats: generations }),
  ];
  for (const mode of ["graph", "xla"] as const) {
    rows.push(await longRetracing({ ...common, shape: SMALL, repeats: retraces, mode }));
  }
  console.log(formatLongRuns(rows));
  if (rows.some((row) => whatGrows(row).length > 0)) Deno.exitCode = 1;
  if (!values.record) return;
  const command = ["./course deno task profile:long", ...Deno.args].join(" ");
  const path = recordRows(device, { name: values.record, command, seed: 0, startMs, rows });
  console.log(`recorded in ${path}`);
}

if (import.meta.main) await main();
