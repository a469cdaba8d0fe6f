/**
 * The ablation of notebook 07, experiments by name: the blog's changes one by one and together, then ours.
 *
 * All share one model shape and one budget of tokens, so that a row of the table shows the effect of a change, not of
 * more computing. Only "final" and "answer-only" have a larger budget.
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

const QUARTER = { steps: SCRATCHPAD_DEFAULTS.steps / 4, settleSteps: SCRATCHPAD_DEFAULTS.settleSteps / 4 };

const ALL = Object.assign({}, ...Object.values(BLOG_CHANGES)) as Partial<TextRecipe>;

const WHAT: Readonly<Record<keyof typeof BLOG_CHANGES, string>> = {
  "end-token": "an end token after each sample, and generation stops there",
  "length-512": "rows of 512 tokens instead of 256",
  "accumulation": "the batch of 32 as four of 8",
  "forced-hits": "a winning ticket forced into 30 % of the purchases",
  "prizes": "prizes in the labels",
  "tail-weight": "the loss of the last 110 tokens counts five times",
  "samples-50k": "50,000 samples",
  "samples-150k": "150,000 samples",
};

export const EXPERIMENTS: readonly Experiment[] = [
  { name: "zeros", what: "no model: valid tickets, and all labels zero", kind: "zeros" },
  { name: "blog-start", what: "the blog's first training, at our size", kind: "text", recipe: {} },
  ...(Object.keys(BLOG_CHANGES) as (keyof typeof BLOG_CHANGES)[]).map((name): Experiment => ({
    name,
    what: `blog-start and ${WHAT[name]}`,
    kind: "text",
    recipe: BLOG_CHANGES[name],
  })),
  { name: "blog-all", what: "all of the blog's changes together", kind: "text", recipe: ALL },
  {
    name: "prompt-masked",
    what: "blog-all, no loss on the prompt",
    kind: "text",
    recipe: { ...ALL, maskPrompt: true },
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
  { name: "one-layer", what: "everything, 1 layer", kind: "scratchpad", recipe: { nLayer: 1 } },
  { name: "two-layers", what: "everything, 2 layers", kind: "scratchpad", recipe: { nLayer: 2 } },
  { name: "four-layers", what: "everything, 4 layers", kind: "scratchpad", recipe: { nLayer: 4 } },
  { name: "width-48", what: "everything, width 48", kind: "scratchpad", recipe: { nEmbd: 48 } },
  {
    name: "answer-only",
    what: "everything but the work written out, a quarter of the final budget",
    kind: "scratchpad",
    recipe: { work: false, ...QUARTER },
    steps: QUARTER.steps,
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
