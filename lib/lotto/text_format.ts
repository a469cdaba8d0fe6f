/**
 * The text formats of the blog, apart from the dialogue (dialogue.ts).
 *
 * An LLM reads first and then writes, so the blog took the program's dialogue apart into an input and an output
 * with `###` between them. It shows two spellings of the input, `<IN> 구입금액=…` with tags (its definition) and
 * `money=…` without (the prompts in its estimates and failures), and two of the labels: bare counts (the first
 * format), and later counts with the prize beside them. So there are four formats; all share one printer
 * (print_text.ts) and one parser (parse_text.ts).
 */
import { PRIZES, type Rank, RANKS } from "./rules.ts";

/** The tagged formats are the blog's definitions; "taggedPrizes" is its last one, the one our models answer in. */
export const TEXT_FORMATS = ["tagged", "taggedPrizes", "plain", "plainPrizes"] as const;
export type TextFormat = typeof TEXT_FORMATS[number];

/** Between what the model reads and what it writes. */
export const SEPARATOR = "###";

/** What a rank is called, as in `5개보너스일치=0`. */
export const RANK_LABELS: Readonly<Record<Rank, string>> = {
  "3": "3개일치",
  "4": "4개일치",
  "5": "5개일치",
  "5b": "5개보너스일치",
  "6": "6개일치",
};

/** The names of the inputs in the tagged and in the plain formats. */
export const INPUT_NAMES = {
  tagged: { money: "구입금액", winning: "당첨번호", bonus: "보너스번호" },
  plain: { money: "money", winning: "winning", bonus: "bonus" },
} as const;

/** What is in a format: whether `<IN>` and `<OUT>` are around the parts, and what stands before each count. */
export interface FormatParts {
  readonly names: { readonly money: string; readonly winning: string; readonly bonus: string };
  /** The tags' names, or null. */
  readonly tags: { readonly input: string; readonly output: string } | null;
  /** All up to the count: `3개일치=` or `3개일치 (5000원) = `. */
  readonly labels: Readonly<Record<Rank, string>>;
}

export function formatParts(format: TextFormat): FormatParts {
  return PARTS[format];
}

const bare = labels((rank) => `${RANK_LABELS[rank]}=`);
const withPrizes = labels((rank) => `${RANK_LABELS[rank]} (${PRIZES[rank]}원) = `);
const tags = { input: "IN", output: "OUT" };
const PARTS: Readonly<Record<TextFormat, FormatParts>> = {
  tagged: { names: INPUT_NAMES.tagged, tags, labels: bare },
  taggedPrizes: { names: INPUT_NAMES.tagged, tags, labels: withPrizes },
  plain: { names: INPUT_NAMES.plain, tags: null, labels: bare },
  plainPrizes: { names: INPUT_NAMES.plain, tags: null, labels: withPrizes },
};

function labels(text: (rank: Rank) => string): Record<Rank, string> {
  return Object.fromEntries(RANKS.map((rank) => [rank, text(rank)])) as Record<Rank, string>;
}
