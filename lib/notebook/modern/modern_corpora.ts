/** The two texts of notebook 11, as token ids: the built-in English book and the built-in Korean textbook. */
import { koreanDocuments, storyWorld } from "../../../data/mod.ts";
import { type ByteLevelTokenizer, trainByteLevel } from "../../tokenizers/mod.ts";

export type ModernCorpusName = "english" | "korean";

export const MODERN_CORPORA: readonly ModernCorpusName[] = ["english", "korean"];

export interface ModernCorpus {
  readonly train: Int32Array;
  readonly heldOut: Int32Array;
  /** Mean length of a held-out token in UTF-8 bytes, for bits per byte. */
  readonly bytesPerToken: number;
  readonly tokenizer: ByteLevelTokenizer;
}

/** Share of the English book, at its end, that is held out. */
const HELD_OUT = 0.1;
/** Types of the Korean textbook's documents, in notebook 05's proportions. */
const TYPES = ["passage", "dialogue", "question", "question", "question", "question"] as const;

/**
 * Reads a corpus and trains its byte-level tokenizer, on the training part only.
 *
 * The Korean held-out documents are drawn with another seed, so they combine the same facts in other ways (as in
 * notebook 05).
 */
export async function modernCorpus(
  name: ModernCorpusName,
  o: { readonly vocabSize: number },
): Promise<ModernCorpus> {
  const { train, heldOut } = name === "english" ? await english() : korean();
  const tokenizer = trainByteLevel([train], o);
  const heldOutIds = Int32Array.from(tokenizer.encode(heldOut));
  return {
    train: Int32Array.from(tokenizer.encode(train)),
    heldOut: heldOutIds,
    bytesPerToken: new TextEncoder().encode(heldOut).length / heldOutIds.length,
    tokenizer,
  };
}

async function english(): Promise<{ train: string; heldOut: string }> {
  const { text } = await storyWorld();
  const end = text.indexOf("\n", Math.round(text.length * (1 - HELD_OUT))) + 1; // at the end of a line
  return { train: text.slice(0, end), heldOut: text.slice(end) };
}

function korean(): { train: string; heldOut: string } {
  const join = (documents: Iterable<{ readonly text: string }>) =>
    Array.from(documents, ({ text }) => text).join("\n\n");
  return {
    train: join(koreanDocuments({ types: TYPES })),
    heldOut: join(koreanDocuments({ types: TYPES, seed: 2, characters: 40_000 })),
  };
}
