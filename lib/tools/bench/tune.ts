/**
 * `./course bench --tune`: which mode is fastest on this device, for each class of shapes (lib/engine/ops/tuning.ts).
 *
 * Training is measured with one step in a call ("plain") and with several ("loop"), sampling with several tokens in a
 * call ("loop"), each in the modes graph and xla, and the largest shape also without fused kernels. A default is replaced
 * only by what is at least 3 % faster: smaller differences are noise.
 */
import { readTuning, type TunedDevice, writeTuning } from "../../engine/device/read_tuning.ts";
import { type ShapeClass, shapeClass, type Tuning } from "../../engine/ops/tuning.ts";
import { parameterCount } from "../../gpt/mod.ts";
import { SHORT_STEP_FLOPS } from "../../training/compiled_steps.ts";
import type { BenchEngine, Turns } from "./engines.ts";
import { benchSampling } from "./sampling.ts";
import { type BenchShape, shapeConfig, SHAPES, trainingFlops } from "./shapes.ts";
import { benchTraining } from "./training.ts";

type Mode = "graph" | "xla";
const MODES: readonly Mode[] = ["graph", "xla"];
/** The mode of a class that was not measured (lib/engine/jit/mode.ts). */
const DEFAULTS = { plain: "graph", loop: "xla" } as const;
const MARGIN = 1.03;
/** Elements from which the processor's kernels are faster than their ops. */
const FUSED_FROM = 2 ** 17;

export interface TuneRow {
  readonly kind: "tune";
  readonly shape: string;
  readonly what: "training" | "sampling";
  readonly shapeClass: ShapeClass;
  readonly mode: Mode;
  /** false: measured without kernels of `fused` */
  readonly fused: boolean;
  readonly flopsPerStep: number;
  readonly tokensPerSecond: number;
}

type TuneOptions = Omit<Turns, "torchPython"> & { readonly shapes?: readonly BenchShape[] };

/** Measures the shapes, one after the other; rows come as they are measured, so a stop keeps those before it. */
export async function* measureModes(o: TuneOptions): AsyncGenerator<TuneRow> {
  const turns = { rounds: o.rounds, onProgress: o.onProgress, signal: o.signal, torchPython: null };
  for (const shape of o.shapes ?? SHAPES) {
    const config = shapeConfig(shape), weights = parameterCount(config);
    const common = { kind: "tune", shape: shape.name, flopsPerStep: trainingFlops(shape) } as const;
    for (const loop of [false, true]) {
      const tuning = { shortStepFlops: loop ? 1e18 : 0, fusedFrom: FUSED_FROM };
      const engines = MODES.map((mode) => engineOf(mode, { tuning, fused: true }));
      if (shape.isLarge && !loop) {
        engines.push(engineOf("graph", { tuning: { ...tuning, fusedFrom: null }, fused: false }));
      }
      const rows = await benchTraining(shape, { ...turns, engines, peakFlops: {} });
      for (const [i, { tokensPerSecond }] of rows.entries()) {
        const { mode, fused } = engines[i];
        const trained = shapeClass(3 * weights, { loop });
        yield { ...common, what: "training", shapeClass: trained, mode, fused, tokensPerSecond };
      }
    }
    const engines = MODES.map((mode) => engineOf(mode, { tuning: { fusedFrom: FUSED_FROM }, fused: true }));
    const rows = await benchSampling(shape, { ...turns, engines, batch: 1 });
    const cache = 2 * config.nLayer * config.nEmbd * config.blockSize;
    for (const [i, { tokensPerSecond }] of rows.entries()) {
      const sampled = shapeClass(weights + cache, { loop: true });
      const { mode, fused } = engines[i];
      yield { ...common, what: "sampling", shapeClass: sampled, mode, fused, tokensPerSecond };
    }
  }
}

function engineOf(mode: Mode, o: { readonly tuning: Tuning; readonly fused: boolean }) {
  const name = `ours ${mode}${o.fused ? "" : " without fused kernels"}`;
  return { name, mode, ...o, isOurs: true, precision: "float32" } satisfies BenchEngine & { fused: boolean };
}

/**
 * The tuning that the rows show: the faster mode of each class, whether kernels are fused, and how long a step may be to
 * share a call.
 *
 * @param o.gpu whether a GPU computes: there no kernels are fused by default
 */
export function tuningFrom(rows: readonly TuneRow[], { gpu }: { readonly gpu: boolean }): Tuning {
  const modes: Partial<Record<ShapeClass, Mode>> = {};
  for (const [name, ofClass] of Map.groupBy(rows.filter(({ fused }) => fused), (row) => row.shapeClass)) {
    const usual = DEFAULTS[name.startsWith("plain") ? "plain" : "loop"];
    const other = usual === "graph" ? "xla" : "graph";
    // The mean of the ratios, as a product: twice as fast and half as fast cancel out.
    const ratios = [...Map.groupBy(ofClass, ({ shape, what }) => `${shape} ${what}`).values()].flatMap((
      pair,
    ) => pair.length === 2 ? [speedOf(pair, other) / speedOf(pair, usual)] : []);
    if (ratios.length === 0) continue;
    const mean = ratios.reduce((product, ratio) => product * ratio, 1) ** (1 / ratios.length);
    modes[name] = mean >= MARGIN ? other : usual;
  }
  return { modes, ...fusion(rows, gpu), ...sharing(rows) };
}

/**
 * Keeps what the rows show in .course/tuning.json. Classes that were not measured keep what was measured before. A shape
 * that was stopped half-way does not count.
 *
 * @returns the device's whole tuning
 */
export function keepTuning(
  device: TunedDevice,
  rows: readonly TuneRow[],
  o: { readonly file?: string } = {},
): Tuning {
  const { tuning: earlier } = readTuning(device, { ...o, forced: "" });
  const whole = rows.filter(({ shape }) =>
    rows.some((row) => row.shape === shape && row.what === "sampling")
  );
  if (whole.length === 0) return earlier;
  const found = tuningFrom(whole, { gpu: device.kind === "cuda" });
  const tuning = { ...earlier, ...found, modes: { ...earlier.modes, ...found.modes } };
  writeTuning(device, tuning, o);
  return tuning;
}

const speedOf = (rows: readonly TuneRow[], mode: Mode) =>
  rows.find((row) => row.mode === mode)!.tokensPerSecond;

function fusion(rows: readonly TuneRow[], gpu: boolean): Pick<Tuning, "fusedFrom"> {
  const without = rows.find(({ fused }) => !fused);
  const fused = without &&
    rows.find((row) =>
      row.shape === without.shape && row.shapeClass === without.shapeClass && row.mode === "graph" &&
      row.fused
    );
  if (!without || !fused) return {};
  const ratio = fused.tokensPerSecond / without.tokensPerSecond;
  const isFused = gpu ? ratio >= MARGIN : ratio > 1 / MARGIN;
  return { fusedFrom: isFused ? FUSED_FROM : null };
}

/**
 * Between the longest step that is faster in a shared call and the shortest that is not: their geometric mean. Where only
 * one of the two was measured, the default stays, unless that one contradicts it.
 */
function sharing(rows: readonly TuneRow[]): Pick<Tuning, "shortStepFlops"> {
  const steps = [...Map.groupBy(rows.filter((row) => row.what === "training"), (row) => row.shape).values()]
    .flatMap((ofShape) => {
      const best = (kind: string) =>
        Math.max(
          ...ofShape.filter((row) => row.shapeClass.startsWith(kind)).map((row) => row.tokensPerSecond),
        );
      const [plain, loop] = [best("plain"), best("loop")];
      if (!(plain > 0 && loop > 0)) return [];
      return [{ flops: ofShape[0].flopsPerStep, isFaster: loop >= MARGIN * plain }];
    })
    .toSorted((a, b) => a.flops - b.flops);
  const firstSlower = steps.findIndex(({ isFaster }) => !isFaster);
  const faster = firstSlower < 0 ? steps.at(-1) : steps[firstSlower - 1], slower = steps[firstSlower];
  if (faster && slower) return { shortStepFlops: Math.round(Math.sqrt(faster.flops * slower.flops)) };
  if (faster && faster.flops > SHORT_STEP_FLOPS) return { shortStepFlops: faster.flops };
  if (slower && slower.flops <= SHORT_STEP_FLOPS) return { shortStepFlops: 0 };
  return {};
}
