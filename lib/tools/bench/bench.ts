/**
 * Measures training, sampling and tokenizing on this machine, ours beside PyTorch's and the tokenizers of Hugging Face
 * and OpenAI. The engines take turns.
 *
 * First the tokenizers; then matrix products, whose speed is the machine's peak; then training of the three shapes, and
 * sampling at batch 1 and 64. Every number is a median of rounds.
 */
import { storyWorld } from "../../../data/mod.ts";
import { benchMatmul, type MatmulRow } from "./matmul.ts";
import { benchSampling, type SamplingRow } from "./sampling.ts";
import { benchTraining, type TrainingRow } from "./training.ts";
import { benchTokenizers, type TokenizerRow } from "./tokenizers.ts";
import type { BenchEngine } from "./engines.ts";
import { SHAPES } from "./shapes.ts";

export type BenchRow = MatmulRow | TrainingRow | SamplingRow | TokenizerRow;

export const BENCH_KINDS = ["training", "sampling", "tokenizers"] as const;
export type BenchKind = typeof BENCH_KINDS[number];

export interface BenchOptions {
  /** Names of SHAPES. Default: all three. */
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
}

/** Batch sizes of the sampling measurement. */
const BATCHES = [1, 64];

const OURS: readonly BenchEngine[] = [
  { name: "ours eager", mode: "eager", isOurs: true, precision: "float32" },
  { name: "ours graph", mode: "graph", isOurs: true, precision: "float32" },
  { name: "ours xla", mode: "xla", isOurs: true, precision: "float32" },
];
/** `jit` without options. */
const OURS_DEFAULT: BenchEngine = { name: "ours", mode: "default", isOurs: true, precision: "float32" };
const OURS_BF16: readonly BenchEngine[] = [
  { name: "ours graph", mode: "bf16", isOurs: true, precision: "bf16" },
];

const PYTORCH: readonly BenchEngine[] = [
  { name: "PyTorch eager", mode: "eager", isOurs: false, precision: "float32" },
  { name: "PyTorch compile", mode: "compile", isOurs: false, precision: "float32" },
];
const PYTORCH_BF16: readonly BenchEngine[] = [
  { name: "PyTorch eager", mode: "bf16", isOurs: false, precision: "bf16" },
  { name: "PyTorch compile", mode: "bf16compile", isOurs: false, precision: "bf16" },
];

/** Runs the benchmark. @throws {RangeError} for an unknown shape or too few rounds. */
export async function bench(options: BenchOptions): Promise<BenchRow[]> {
  const { torchPython, tokenizersPython = null, onProgress, rounds = 5, kinds = BENCH_KINDS } = options;
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new RangeError(`bench: rounds is ${rounds}; expected a whole number, at least 1`);
  }
  const names = options.shapes ?? SHAPES.map((s) => s.name);
  const shapes = names.map((name) => {
    const shape = SHAPES.find((s) => s.name === name);
    if (!shape) {
      throw new RangeError(`bench: no shape "${name}"; there are ${SHAPES.map((s) => s.name).join(", ")}`);
    }
    return shape;
  });
  const measured = (engines: readonly BenchEngine[]) =>
    engines.filter((engine) => engine.isOurs || torchPython !== null);
  const engines = measured([...OURS, ...PYTORCH]);
  const bf16 = measured([...OURS_BF16, ...PYTORCH_BF16]);
  const eager = engines.filter((engine) => engine.mode === "eager");
  // Ours with default options, beside transformers.generate, which runs eagerly.
  const samplers = [OURS_DEFAULT, ...eager.filter((engine) => !engine.isOurs)];

  const rows: BenchRow[] = [];
  if (kinds.includes("tokenizers")) {
    const source = (await storyWorld()).text;
    rows.push(...await benchTokenizers({ source, python: tokenizersPython, rounds, onProgress }));
  }
  if (kinds.every((kind) => kind === "tokenizers")) return rows;
  const turns = { rounds, torchPython, onProgress };
  const products = [...eager, ...bf16.filter((engine) => engine.mode === "bf16")];
  const matmul = await benchMatmul(products, turns);
  const peak = (precision: string) =>
    1e9 * Math.max(...matmul.filter((row) => row.precision === precision).map((row) => row.gigaflops));
  const peakFlops = { float32: peak("float32"), bf16: peak("bf16") };
  rows.push(...matmul);
  for (const shape of shapes) {
    if (kinds.includes("training")) {
      const both = shape.isLarge ? [...engines, ...bf16] : engines;
      rows.push(...await benchTraining(shape, { ...turns, engines: both, peakFlops }));
    }
    if (!kinds.includes("sampling")) continue;
    for (const batch of BATCHES) {
      rows.push(...await benchSampling(shape, { ...turns, engines: samplers, batch }));
    }
  }
  return rows;
}
