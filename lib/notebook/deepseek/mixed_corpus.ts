/** The text of notebook 12: the course's English story and Korean textbook, piece by piece in turn. */
import { koreanDocuments, storyWorld } from "../../../data/mod.ts";
import { splitTail } from "../../corpora/mod.ts";
import { trainByteLevel } from "../../tokenizers/mod.ts";
import type { ByteLevelTokenizer } from "../../tokenizers/byte_level.ts";

export interface MixedCorpus {
  readonly tokenizer: ByteLevelTokenizer;
  readonly train: Int32Array;
  readonly heldOut: Int32Array;
  /** Mean length of the held-out tokens in UTF-8 bytes. */
  readonly bytesPerToken: number;
}

const VOCABULARY = 1024;
const KOREAN_CHARACTERS = 300_000;
/** The story is cut at a blank line after so many characters, the textbook into as many pieces. */
const PIECE = 500;
/** Stands after each piece. Neither text has this character. */
const SEPARATOR = "<";

/** Makes the text, trains a byte-level tokenizer on it and holds out the last twentieth. */
export async function mixedCorpus(): Promise<MixedCorpus> {
  const english = pieces((await storyWorld()).text);
  const textbook = koreanDocuments({ characters: KOREAN_CHARACTERS, types: ["passage", "dialogue"] });
  const korean = Array.from(textbook, ({ text }) => text);
  const perPiece = Math.floor(korean.length / english.length);
  const documents = english.flatMap((text, i) => [
    text,
    korean.slice(i * perPiece, (i + 1) * perPiece).join("\n\n"),
  ]);
  const tokenizer = trainByteLevel(documents, { vocabSize: VOCABULARY });
  const [separator] = tokenizer.encode(SEPARATOR);
  const ids = documents.flatMap((text) => [...tokenizer.encode(text), separator]);
  const { train, heldOut } = splitTail(ids, 0.05, { blockSize: 64 });
  const bytes = new TextEncoder().encode(tokenizer.decode([...heldOut])).length;
  return { tokenizer, train, heldOut, bytesPerToken: bytes / heldOut.length };
}

function pieces(text: string): string[] {
  const found: string[] = [];
  let piece = "";
  for (const paragraph of text.split("\n\n")) {
    piece += (piece && "\n\n") + paragraph;
    if (piece.length < PIECE) continue;
    found.push(piece);
    piece = "";
  }
  return found;
}
