/**
 * The eight patients of notebook 02's clinic: what was changed in the healthy recipe, how the curve shows it, what helps.
 *
 * `./course deno task experiments:clinic --record` trains all of them and saves their curves in assets/results.
 */
import type { Compile } from "../../engine/ops/mod.ts";
import { readResult, recordedBy } from "../results.ts";
import { type ClinicCurve, type ClinicRecipe, runClinic } from "./clinic_run.ts";

export interface ClinicCase {
  /** The curve's name: "A". */
  readonly name: string;
  readonly cause: string;
  /** The one thing that differs from the healthy recipe. */
  readonly change: Partial<ClinicRecipe>;
  /** What the curve shows, and why. */
  readonly why: string;
  readonly cure: string;
}

export const CLINIC_CASES: readonly ClinicCase[] = [
  {
    name: "A",
    cause: "no warm-up",
    change: { warmupSteps: 0 },
    why:
      "It falls faster than the healthy run at first; then it is behind, and it does not catch up. The first " +
      "steps are as long as the rate allows, while AdamW's running means still come from very few gradients.",
    cure: "Let the learning rate rise over the first steps.",
  },
  {
    name: "B",
    cause: "a bug that leaks the target",
    change: { target: "same" },
    why: "Almost 0 after a few dozen steps, on held-out text too. The targets were not moved by one: each " +
      "position must predict the letter that it sees. No model of real text has a loss near 0.",
    cure: "Print one window with its targets. Distrust a loss that is too good.",
  },
  {
    name: "C",
    cause: "overfitting",
    change: { letters: 4_000 },
    why:
      "The training loss keeps falling; the held-out loss falls, turns and rises. The text has 4,000 letters " +
      "instead of 80,000, and the model learns them by heart.",
    cure: "More text; or a smaller model, dropout, and stopping where the held-out loss is lowest.",
  },
  {
    name: "D",
    cause: "dead layer",
    change: { reluBias: -10 },
    why:
      "A smooth fall that ends far too high. The biases of the ReLU layer begin at −10, so it returns 0 for every " +
      "input, and its gradient is 0 as well. Only the last layer's biases still learn: how frequent each letter is.",
    cure: "Look at each layer's outputs and gradients: all zeros are a sign. Begin with biases of 0.",
  },
  {
    name: "E",
    cause: "NaN",
    change: { emptyWindowAt: 170 },
    why:
      "Healthy up to step 170, then no line at all. One window of the next batch held only padding, and this loss " +
      "takes the mean of each window alone: 0 divided by 0 is NaN (not a number). A mean with a NaN in it is NaN, and so " +
      "is its gradient.",
    cure:
      "Find the first batch with NaN and look at it. Divide by a count only after checking that it is not 0.",
  },
  {
    name: "F",
    cause: "too high a learning rate",
    change: { peak: 0.3 },
    why:
      "It falls at once and then stays where it is, restless. The steps are ten times as long as in the healthy run. It " +
      "ends at the height of D, the frequencies of the letters: what the layers could do is lost.",
    cure: "Divide the rate by 3 or 10, and try again.",
  },
  {
    name: "G",
    cause: "data in order",
    change: { order: "sorted" },
    why:
      "Both losses swing with each pass through the text, 156 steps: look at the held-out loss at steps 175 and 325. " +
      "In a pass the windows go from common letters to rare ones. The model adapts to what came last, and each pass " +
      "begins with windows of another kind. It ends a little above the healthy run.",
    cure: "Shuffle.",
  },
  {
    name: "H",
    cause: "wrong mask",
    change: { mask: "itself" },
    why:
      "A calm curve that stops too early. Each position sees only itself and nothing before it, so the model can " +
      "be no better than a bigram.",
    cure: "Compare with a simple model that you can count, such as a bigram. Test the mask on four tokens.",
  },
];

/** @throws {RangeError} when no curve has this name */
export function findClinicCase(name: string): ClinicCase {
  const found = CLINIC_CASES.find((one) => one.name === name);
  if (found) return found;
  const names = CLINIC_CASES.map((one) => one.name).join(", ");
  throw new RangeError(`clinic: there is no curve "${name}"; the curves are ${names}`);
}

/**
 * Trains one patient again, some seconds: what `./course deno task experiments:clinic` recorded. After a stop the curve
 * ends where the training did.
 *
 * @throws {RangeError} when no curve has this name
 */
export function reproduceClinic(
  name: string,
  o: { readonly compile?: Compile; readonly signal?: AbortSignal } = {},
): Promise<ClinicCurve> {
  return runClinic(findClinicCase(name).change, o);
}

export interface RecordedClinic {
  readonly healthy: ClinicCurve;
  readonly cases: readonly (ClinicCase & { readonly curve: ClinicCurve })[];
  /** Command, date and machine. */
  readonly said: string;
}

/** Reads assets/results/clinic.json. @throws {Error} when it is not recorded, or a curve is missing */
export function recordedClinic(): RecordedClinic {
  const result = readResult("clinic");
  const rows = new Map(
    (result?.rows ?? []).map((row) => [row.name as string, row as unknown as ClinicCurve]),
  );
  const curveOf = (name: string) => {
    const curve = rows.get(name);
    if (curve) return curve;
    throw new Error(
      `reading the clinic's curves: assets/results/clinic.json has no curve "${name}"; ` +
        "record it with `./course deno task experiments:clinic --record`",
    );
  };
  const healthy = curveOf("healthy");
  return {
    healthy,
    cases: CLINIC_CASES.map((one) => ({ ...one, curve: curveOf(one.name) })),
    said: recordedBy(result!),
  };
}
