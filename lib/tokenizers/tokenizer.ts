/** The interface of every tokenizer, and how special tokens are kept apart from ordinary text. */

export interface EncodeOptions {
  /**
   * Special tokens that the text may name, e.g. `["<|endoftext|>"]`, or "all". Default: none, so that a corpus
   * or a prompt that contains the characters `<|endoftext|>` is encoded as those characters, not as the token.
   */
  readonly allowedSpecial?: "all" | Iterable<string>;
  /** Whether special tokens that a pipeline's post-processor puts around every text are added. Default true. */
  readonly addSpecials?: boolean;
}

/** Text to token ids and back. An id is a row of the model's embedding table: 0 ≤ id < vocabSize. */
export interface Tokenizer {
  readonly name: string;
  /** Number of ids, special tokens included: the embedding table's rows. */
  readonly vocabSize: number;
  /** Ids of special tokens by their text. They mark something that is not text, such as a document's end. */
  readonly specials: ReadonlyMap<string, number>;
  encode(text: string, options?: EncodeOptions): number[];
  /** @throws {RangeError} for an id outside 0 … vocabSize − 1. */
  decode(ids: Iterable<number>): string;
  /** A token as a person can read it; bytes that are no whole character are shown as `\xEA`. */
  token(id: number): string;
  /** Decodes token by token, for text that is shown while a model writes it. */
  stream(): TokenStream;
}

/**
 * Decodes a sequence that arrives one token at a time. A token may end in the middle of a character (GPT-2 often
 * writes one Hangul syllable as two tokens): its bytes wait for the rest.
 *
 * The pieces, joined, are exactly what `decode` returns for the whole sequence.
 */
export interface TokenStream {
  /** The text that this token completes; "" while a character is incomplete. */
  push(id: number): string;
  /** Ends the sequence: returns U+FFFD for an incomplete character. The stream can then be used again. */
  end(): string;
}

/**
 * Refuses names that cannot be special tokens: an empty one would be found between all characters.
 *
 * @param caller the function or tokenizer that is named in the message
 * @throws {RangeError}
 */
export function checkSpecials(names: Iterable<string>, caller: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    const fault = typeof name !== "string"
      ? "is not a string"
      : name === ""
      ? "is empty"
      : !name.isWellFormed()
      ? "has half of a surrogate pair, which valid text never has"
      : seen.has(name)
      ? "is there twice"
      : undefined;
    if (fault !== undefined) {
      throw new RangeError(
        `${caller}: the special token ${JSON.stringify(name)} ${fault}; give each a text of its own, ` +
          "such as <|endoftext|>",
      );
    }
    seen.add(name);
  }
}

/** A part of a text: ordinary text, or one special token. */
export type TextPart = { readonly text: string } | { readonly special: number };

/**
 * Cuts `text` at the special tokens that are allowed. Where two of them start at the same character, the longer one is taken.
 *
 * @throws {RangeError} if `allowedSpecial` names a token that `specials` does not have.
 */
export function* splitSpecials(
  text: string,
  specials: ReadonlyMap<string, number>,
  { allowedSpecial = [] }: EncodeOptions = {},
): Generator<TextPart> {
  const names = allowedNames(specials, { allowedSpecial });
  if (names.length === 0) return yield { text };
  const longestFirst = names.sort((a, b) => b.length - a.length).map((name) => RegExp.escape(name));
  const pattern = new RegExp(longestFirst.join("|"), "g");
  let start = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > start) yield { text: text.slice(start, match.index) };
    yield { special: specials.get(match[0])! };
    start = match.index + match[0].length;
  }
  if (start < text.length) yield { text: text.slice(start) };
}

/** The special tokens that a text may name. @throws {RangeError} for one that `specials` does not have */
export function allowedNames(
  specials: ReadonlyMap<string, number>,
  { allowedSpecial = [] }: EncodeOptions,
): string[] {
  if (allowedSpecial === "all") return [...specials.keys()];
  const names = [...allowedSpecial];
  const unknown = names.find((name) => !specials.has(name));
  if (unknown === undefined) return names;
  const known = [...specials.keys()].map((name) => `"${name}"`).join(", ") || "none";
  throw new RangeError(`encode: "${unknown}" is not a special token of this tokenizer; it has ${known}`);
}

/** Refuses an id that no token has. @throws {RangeError} */
export function checkId(
  id: number,
  tokenizer: { readonly name: string; readonly vocabSize: number },
): number {
  if (!Number.isInteger(id) || id < 0 || id >= tokenizer.vocabSize) {
    throw new RangeError(
      `decode: ${id} is not a token id of "${tokenizer.name}"; expected a whole number from 0 to ` +
        `${tokenizer.vocabSize - 1}. Was the model trained with another tokenizer?`,
    );
  }
  return id;
}
