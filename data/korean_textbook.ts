/**
 * The course's Korean corpus: a textbook about a small closed world, of any length.
 *
 * Clean synthetic text makes small models good. Code writes short passages, dialogues and questions with answers about
 * 560 facts, from sentence frames written for the course. Every eighth fact and some wordings of each kind of question
 * are held out, so that an exam can tell understanding from memory.
 */

import { type Corpus, makeCorpus } from "../lib/corpora/mod.ts";
import {
  documents,
  type DocumentType,
  type Part,
  type TextbookDocument,
} from "./korean_textbook/documents.ts";
import { questions, type TextbookQuestion } from "./korean_textbook/questions.ts";

/** Which text, and how much of it. */
interface KoreanTextbookOptions {
  /** Default 1. */
  readonly seed?: number;
  /** At least this many characters, rounded up to a whole document. Default 2,000,000. */
  readonly characters?: number;
  /** Use the facts for training, or only the held-out ones. Default "train". */
  readonly facts?: Part;
  /** Use the frames for training, or only the held-out ones. Default "train". */
  readonly frames?: Part;
  /** Default all three. */
  readonly types?: readonly DocumentType[];
}

const documentTypes: readonly DocumentType[] = ["passage", "dialogue", "question"];
const separator = "\n\n";

/**
 * The documents of the textbook, one after the other, until there are enough characters.
 *
 * @throws {RangeError} when the seed is no integer, the characters are not positive, or there are no types
 * @example
 * ```ts
 * import { koreanDocuments } from "data";
 * import assert from "node:assert/strict";
 * const [first] = koreanDocuments({ characters: 100, types: ["question"] });
 * assert.match(first.text, /^질문: .+\n답: .+[.]$/);
 * ```
 */
export function* koreanDocuments(options: KoreanTextbookOptions = {}): Generator<TextbookDocument> {
  const { seed = 1, characters = 2_000_000, facts = "train", frames = "train", types = documentTypes } =
    options;
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`koreanDocuments: seed must be an integer, got ${seed}`);
  }
  if (!(characters > 0 && Number.isFinite(characters))) {
    throw new RangeError(`koreanDocuments: characters must be a positive number, got ${characters}`);
  }
  if (types.length === 0) {
    throw new RangeError(`koreanDocuments: types is empty, expected some of ${documentTypes.join(", ")}`);
  }
  let written = 0;
  for (const document of documents({ seed, facts, frames, types })) {
    yield document;
    written += document.text.length + separator.length;
    if (written >= characters) return;
  }
}

/**
 * The textbook as one text, documents separated by a blank line.
 *
 * @throws {RangeError} as {@link koreanDocuments}
 * @example
 * ```ts
 * import { koreanTextbook } from "data";
 * import assert from "node:assert/strict";
 * const { text } = await koreanTextbook({ characters: 10_000 });
 * assert.ok(text.length >= 10_000);
 * ```
 */
export async function koreanTextbook(options: KoreanTextbookOptions = {}): Promise<Corpus> {
  const { seed = 1, facts = "train", frames = "train" } = options;
  const texts = Array.from(koreanDocuments(options), ({ text }) => text);
  const held = [facts === "heldOut" && "held-out facts", frames === "heldOut" && "held-out frames"];
  return await makeCorpus({
    name: ["a Korean textbook", ...held.filter((part) => part !== false)].join(", "),
    text: texts.join(separator) + separator,
    source: `data/korean_textbook, seed ${seed}`,
    licence: "written for this course, under its licence",
  });
}

/**
 * The questions of one of the four exam papers: facts and frames, each for training or held out.
 *
 * By default every fact in every wording: with the wordings for training, hundreds of thousands of questions.
 *
 * @param paper.size about so many questions instead, with fewer wordings of each fact
 * @example
 * ```ts
 * import { koreanQuestions } from "data";
 * import assert from "node:assert/strict";
 * const paper = koreanQuestions({ facts: "train", frames: "heldOut" });
 * assert.ok(paper.every(({ fact, frame }) => !fact.heldOut && frame.heldOut));
 * ```
 */
export function koreanQuestions(
  paper: { readonly facts: Part; readonly frames: Part; readonly size?: number },
): TextbookQuestion[] {
  return [...questions(paper)];
}
