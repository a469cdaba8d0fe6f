/**
 * Measures training, sampling and tokenizing on this machine, ours beside PyTorch's and the tokenizers of Hugging Face
 * and OpenAI. The engines take turns.
 *
 * First the tokenizers; then matrix products and reading memory, whose speeds are the machine's peaks; then each shape:
 * training, LoRA, instruction tuning, sampling. Every number is a median of rounds.
 */
import { storyWorld } from "../../../data/mod.ts";
import { type BandwidthRow, benchBandwidth } from "./bandwidth.ts";
import { benchMatmul, fastEnough, type MatmulRow } from "./matmul.ts";
import { benchSampling, type SamplingRow } from "./sampling.ts";
import { benchTraining, type TrainingRow } from "./training.ts";
import { benchTokenizers, type TokenizerRow } from "./tokenizers.ts";
import { type BenchEngine, ours, OURS_DEFAULT, OURS_EAGER } from "./engines.ts";
import { BENCH_SHAPES, type BenchShape, GPT2_SHAPE, LLAMA_SHAPE, SHAPES } from "./shapes.ts";

export type BenchRow = MatmulRow | BandwidthRow | TrainingRow | SamplingRow | TokenizerRow;

export const BENCH_KINDS = [
  "training",
  "lora",
  "instructions",
  "sampling",
  "tokenizers",
] as const;
export type BenchKind = typeof BENCH_KINDS[number];

export interface BenchOptions {
  /** Names of BENCH_SHAPES. Default: all. */
  readonly shapes?: readonly string[];
  /** Rounds of each engine; at least 5 for a number worth recording. Default 5. */
  readonly rounds?: number;
  /** Which measurements. Default: all. */
  readonly kinds?: readonly BenchKind[];
  /** A Python that has torch and transformers, or null to measure ours alone. */
  readonly torchPython: string | null;
  /** A Python that has tokenizers and tiktoken, or null to measure ours alone. Default null. */
  readonly tokenizersPython?: string | null;
  readonly onProgress?: (text: string) => void;
  /** Is told what was not measured, and why. */
  readonly onNote?: (text: string) => void;
}

/** Batch sizes of the sampling measurement. */
const BATCHES = [1, 64];
/** Of GPT-2, whose 64 caches would need gigabytes. */
const GPT2_BATCHES = [1, 8];
/** The shape whose fine-tuning is measured. */
const TUNED_SHAPE = SHAPES[2];

const OURS: readonly BenchEngine[] = [OURS_EAGER, ours("ours graph", "graph"), ours("ours xla", "xla")];
const OURS_BF16: readonly BenchEngine[] = [
  { name: "ours graph", mode: "bf16", isOurs: true, precision: "bf16" },
];
/** Weights stored in bfloat16, for a single text. */
const OURS_BF16_WEIGHTS: BenchEngine = { name: "ours", mode: "bf16weights", isOurs: true, precision: "bf16" };

const PYTORCH: readonly BenchEngine[] = [
  { name: "PyTorch eager", mode: "eager", isOurs: false, precision: "float32" },
  { name: "PyTorch compile", mode: "compile", isOurs: false, precision: "float32" },
];
/** `transformers.generate` with a cache of fixed size, run op by op and compiled. */
const PYTORCH_STATIC: readonly BenchEngine[] = [
  { name: "PyTorch static cache", mode: "static", isOurs: false, precision: "float32" },
  { name: "PyTorch static compile", mode: "staticcompile", isOurs: false, precision: "float32" },
];
const PYTORCH_BF16: readonly BenchEngine[] = [
  { name: "PyTorch eager", mode: "bf16", isOurs: false, precision: "bf16" },
  { name: "PyTorch compile", mode: "bf16compile", isOurs: false, precision: "bf16" },
];

/** Runs the benchmark. */
export async function bench(options: BenchOptions): Promise<BenchRow[]> {
  const { torchPython, tokenizersPython = null, onProgress, rounds = 5, kinds = BENCH_KINDS } = options;
  const shapes = BENCH_SHAPES.filter(({ name }) => options.shapes?.includes(name) ?? true);
  const measured = (engines: readonly BenchEngine[]) =>
    engines.filter((engine) => engine.isOurs || torchPython !== null);
  const rivals = measured(PYTORCH), eager = measured([OURS_EAGER, PYTORCH[0]]);

  const rows: BenchRow[] = [];
  if (kinds.includes("tokenizers")) {
    const source = (await storyWorld()).text;
    rows.push(...await benchTokenizers({ source, python: tokenizersPython, rounds, onProgress }));
  }
  const turns = { rounds, torchPython, onProgress };
  // Peaks are measured where a row is compared with them.
  const hasLimit = kinds.some((kind) => kind !== "tokenizers");
  const trainsInBFloat16 = kinds.includes("training") && shapes.some((shape) => shape.isLarge);
  const readsBFloat16 = kinds.includes("sampling") && shapes.some(isReadingWeights);
  const bf16 = trainsInBFloat16 || readsBFloat16
    ? await fastEnough([OURS[1], ...measured([...OURS_BF16, ...PYTORCH_BF16])], {
      ...turns,
      onNote: options.onNote,
    })
    : [];
  const products = [...eager, ...trainsInBFloat16 ? bf16.filter((engine) => engine.mode === "bf16") : []];
  const matmul = hasLimit ? await benchMatmul(products, turns) : [];
  rows.push(...matmul);
  const peak = (precision: string) =>
    1e9 * Math.max(...matmul.filter((row) => row.precision === precision).map((row) => row.gigaflops));
  const bandwidths = kinds.includes("sampling")
    ? await benchBandwidth(measured([OURS[1], PYTORCH[0]]), turns)
    : [];
  rows.push(...bandwidths);
  const peaks = {
    flops: { float32: peak("float32"), bf16: peak("bf16") },
    bandwidth: 1e9 * Math.max(...bandwidths.map((row) => row.gigabytesPerSecond)),
  };
  for (const shape of shapes) {
    for (const task of ["training", "lora", "instructions"] as const) {
      if (!kinds.includes(task) || (task !== "training" && shape !== TUNED_SHAPE)) continue;
      const engines = task === "training" ? trainers(shape) : [OURS_DEFAULT, ...rivals];
      rows.push(...await benchTraining(shape, { ...turns, engines, task, peakFlops: peaks.flops }));
    }
    if (!kinds.includes("sampling")) continue;
    for (const batch of shape === GPT2_SHAPE ? GPT2_BATCHES : BATCHES) {
      // Ours with default options, beside transformers.generate; with fixed caches at batch 1 only, because compiling
      // them takes longer than all else.
      const fixed = isAdded(shape) && batch === 1 ? measured(PYTORCH_STATIC) : [];
      const inBFloat16 = batch === 1 && isReadingWeights(shape)
        ? [OURS_BF16_WEIGHTS, ...bf16.filter((engine) => engine === PYTORCH_BF16[0])]
        : [];
      const engines = [OURS_DEFAULT, ...rivals.slice(0, 1), ...fixed, ...inBFloat16];
      rows.push(...await benchSampling(shape, { ...turns, engines, batch, peaks }));
    }
  }
  return rows;

  /** All modes for the three shapes, ours with default options for the others. */
  function trainers(shape: BenchShape): readonly BenchEngine[] {
    if (isAdded(shape)) return [OURS_DEFAULT, ...rivals];
    return [...OURS, ...rivals, ...shape.isLarge ? bf16 : []];
  }
}

/** Whether a single text is bound by reading the weights. */
const isReadingWeights = (shape: BenchShape) => shape.isLarge || isAdded(shape);

const isAdded = (shape: BenchShape) => shape === LLAMA_SHAPE || shape === GPT2_SHAPE;
