/**
 * The experiments of notebook 07, by name: the blog's changes in its order, then ours. A row keeps the changes of the
 * rows before it; the rows `without-NAME` take one change out of the blog's whole recipe.
 *
 * All have one budget of tokens, so a row shows the effect of a change, not of more computing. Only "final" and
 * "answer-only" have a larger budget. The blog's accumulation has no row: four batches of 2 give the update of one batch
 * of 8, up to rounding (tests/training/loss_weight_test.ts).
 */
import { BLOG_FORCED_HITS, forcedHitTickets } from "../mod.ts";
import { SCRATCHPAD_DEFAULTS, type ScratchpadRecipe } from "../scratchpad/mod.ts";
import { BLOG_CHANGES, type TextRecipe } from "./train_text.ts";

export type Experiment =
  & {
    readonly name: string;
    /** What is different, for the table. */
    readonly what: string;
    /** Its own budget, in steps; default the shared budget of tokens. */
    readonly steps?: number;
  }
  & (
    | { readonly kind: "zeros" }
    | { readonly kind: "text"; readonly recipe: Partial<TextRecipe> }
    | { readonly kind: "scratchpad"; readonly recipe: Partial<ScratchpadRecipe> }
  );

/** The first of our experiments: the blog's data in tokens that fit, nothing else. Each next one adds a change. */
const NUMBER_TOKENS: Partial<ScratchpadRecipe> = {
  work: false,
  drawTickets: forcedHitTickets(BLOG_FORCED_HITS),
  invalid: 0,
  linePositions: false,
  equalKeys: false,
  exactNumbers: false,
  penalty: 0,
};
const BALANCED = { ...NUMBER_TOKENS, drawTickets: SCRATCHPAD_DEFAULTS.drawTickets, invalid: 0.15 };
const EXACT = { ...BALANCED, exactNumbers: true };
const PENALTY = { ...EXACT, penalty: SCRATCHPAD_DEFAULTS.penalty };
const WORK = { ...PENALTY, work: true };
const LINES = { ...WORK, linePositions: true };

/** A step of the blog's, and what it changes, for the table. */
type BlogChange = keyof typeof BLOG_CHANGES;
const WHAT: Readonly<Record<BlogChange, string>> = {
  "end-token": "an end token after each sample, and generation stops there",
  "length-512": "rows of 512 tokens instead of 256",
  "forced-hits": "a winning ticket forced into 30 % of the purchases",
  "prizes": "prizes in the labels",
  "tail-weight": "the loss of the last 110 tokens counts five times",
  "samples-50k": "50,000 samples instead of 10,000",
  "samples-150k": "150,000 samples: the blog's whole recipe",
};
const CHANGES = Object.keys(BLOG_CHANGES) as BlogChange[];

/** The blog's recipe with these of its changes. */
function blogRecipe(changes: readonly BlogChange[]): Partial<TextRecipe> {
  return Object.assign({}, ...changes.map((name) => BLOG_CHANGES[name]));
}

/** Changes that can be taken out of the whole recipe. Without the number of samples, the row is that of tail-weight. */
const REMOVABLE = CHANGES.filter((name) => !name.startsWith("samples"));

export const EXPERIMENTS: readonly Experiment[] = [
  { name: "zeros", what: "no model: valid tickets, and all labels zero", kind: "zeros" },
  { name: "blog-start", what: "the blog's first training, at our size", kind: "text", recipe: {} },
  ...CHANGES.map((name, i): Experiment => ({
    name,
    what: `… and ${WHAT[name]}`,
    kind: "text",
    recipe: blogRecipe(CHANGES.slice(0, i + 1)),
  })),
  ...REMOVABLE.map((name): Experiment => ({
    name: `without-${name}`,
    what: `the blog's whole recipe without: ${WHAT[name]}`,
    kind: "text",
    recipe: blogRecipe(CHANGES.filter((other) => other !== name)),
  })),
  {
    name: "prompt-masked",
    what: "the blog's whole recipe, no loss on the prompt",
    kind: "text",
    recipe: { ...blogRecipe(CHANGES), maskPrompt: true },
  },
  {
    name: "number-tokens",
    what: "the blog's data, a token for a number, answer only",
    kind: "scratchpad",
    recipe: NUMBER_TOKENS,
  },
  { name: "balanced", what: "… and all match classes alike", kind: "scratchpad", recipe: BALANCED },
  { name: "exact-numbers", what: "… and exact distributions as targets", kind: "scratchpad", recipe: EXACT },
  { name: "penalty", what: "… and a penalty on what cannot come", kind: "scratchpad", recipe: PENALTY },
  { name: "scratchpad", what: "… and the work written out", kind: "scratchpad", recipe: WORK },
  { name: "line-positions", what: "… and positions as line plus column", kind: "scratchpad", recipe: LINES },
  {
    name: "equal-keys",
    what: "… and keys that begin equal to queries: everything",
    kind: "scratchpad",
    recipe: { ...LINES, equalKeys: true },
  },
  {
    name: "without-divisor",
    what: "everything, but the divisor is not written again in the division",
    kind: "scratchpad",
    recipe: { divisor: false },
  },
  {
    name: "answer-only",
    what: "everything but the work written out, with the final budget",
    kind: "scratchpad",
    recipe: { work: false },
    steps: SCRATCHPAD_DEFAULTS.steps,
  },
  {
    name: "final",
    what: "everything, with the final budget",
    kind: "scratchpad",
    recipe: {},
    steps: SCRATCHPAD_DEFAULTS.steps,
  },
];

/**
 * The experiments of these names, in the table's order.
 *
 * @throws {RangeError} that lists all names, when one is unknown
 */
export function experimentsNamed(names: readonly string[]): Experiment[] {
  const unknown = names.find((name) => EXPERIMENTS.every((e) => e.name !== name));
  if (unknown !== undefined) {
    const all = EXPERIMENTS.map((e) => e.name).join(", ");
    throw new RangeError(`experiments:lotto: there is no experiment "${unknown}"; there are ${all}`);
  }
  return EXPERIMENTS.filter((e) => names.includes(e.name));
}
