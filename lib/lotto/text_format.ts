/**
 * The four text formats of the blog: two spellings of the input times two spellings of the labels.
 *
 *                    labels `3개일치=0`     labels `3개일치 (5000원) = 0`
 *     `<IN> 구입금액=…`  tagged            taggedPrizes
 *     `money=…`          plain             plainPrizes
 *
 * An LLM reads first and then writes, so the blog cut the program's dialogue (dialogue.ts) into an input and an output
 * with `###` between them. Its definition has the tags; the prompts in its estimates and failures have none. Its first
 * labels were bare counts, the later ones show the prize. print_text.ts writes all four formats, parse_text.ts reads
 * them strictly, read_answer.ts leniently.
 */
import { PRIZES, type Rank, RANKS } from "./rules.ts";

/** "taggedPrizes" is the blog's last format, and the one our scratchpad models write. */
export const TEXT_FORMATS = ["tagged", "taggedPrizes", "plain", "plainPrizes"] as const;
export type TextFormat = typeof TEXT_FORMATS[number];

/** Between what the model reads and what it writes. */
export const SEPARATOR = "###";

/** The label of each rank, as in `5개보너스일치=0`. */
export const RANK_LABELS: Readonly<Record<Rank, string>> = {
  "3": "3개일치",
  "4": "4개일치",
  "5": "5개일치",
  "5b": "5개보너스일치",
  "6": "6개일치",
};

/** The parts in which formats differ. */
interface FormatParts {
  readonly names: { readonly money: string; readonly winning: string; readonly bonus: string };
  /** The tags' names, or null. */
  readonly tags: { readonly input: string; readonly output: string } | null;
  /** The text before each count: `3개일치=` or `3개일치 (5000원) = `. */
  readonly labels: Readonly<Record<Rank, string>>;
}

const tagged = {
  names: { money: "구입금액", winning: "당첨번호", bonus: "보너스번호" },
  tags: { input: "IN", output: "OUT" },
};
const plain = { names: { money: "money", winning: "winning", bonus: "bonus" }, tags: null };
const bare = labels((rank) => `${RANK_LABELS[rank]}=`);
const withPrizes = labels((rank) => `${RANK_LABELS[rank]} (${PRIZES[rank]}원) = `);

export const FORMAT_PARTS: Readonly<Record<TextFormat, FormatParts>> = {
  tagged: { ...tagged, labels: bare },
  taggedPrizes: { ...tagged, labels: withPrizes },
  plain: { ...plain, labels: bare },
  plainPrizes: { ...plain, labels: withPrizes },
};

function labels(text: (rank: Rank) => string): Record<Rank, string> {
  return Object.fromEntries(RANKS.map((rank) => [rank, text(rank)])) as Record<Rank, string>;
}
