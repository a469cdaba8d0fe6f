/**
 * Byte-level BPE: bpe.ts on the 256 bytes of UTF-8 instead of on characters, as in GPT-2.
 *
 * Every text can be encoded, because every text is bytes, and decoding returns exactly the same text. (Half of a surrogate
 * pair has no UTF-8 form: it is encoded as U+FFFD, as tiktoken does.) The cost: a Hangul syllable is three bytes.
 * train_byte_level.ts learns merges, gpt2.ts loads GPT-2's own.
 */
import type { BpeModel } from "./bpe.ts";
import { gpt2WordEnd } from "./fast/gpt2_scanner.ts";
import { applyMerges, type MergeRules, mergeRules } from "./fast/merge.ts";
import {
  checkId,
  checkSpecials,
  type EncodeOptions,
  splitSpecials,
  type Tokenizer,
  type TokenStream,
} from "./tokenizer.ts";
import { WordTable } from "./fast/word_table.ts";

/** Everything a byte-level tokenizer has learned. */
interface ByteLevelVocabulary extends Pick<BpeModel, "merges" | "specials"> {
  readonly name: string;
  /** The bytes of each token by id; for a special token, its text in UTF-8. */
  readonly tokens: readonly Uint8Array[];
}

/** Number of words whose ids are kept; the table is emptied when it is full. */
const REMEMBERED_WORDS = 1 << 18;
/** Longer words are not kept: they are rare and take memory. */
const REMEMBERED_LENGTH = 64;

export class ByteLevelTokenizer implements Tokenizer {
  readonly vocabulary: ByteLevelVocabulary;
  readonly #rules: MergeRules;
  /** id of each single byte, or −1 when the vocabulary lacks it. */
  readonly #byteIds = new Int32Array(256).fill(-1);
  /** Words seen before, and the ids of each: most words of a text are among them. */
  readonly #known = new WordTable();
  #knownIds: Int32Array[] = [];
  readonly #encoder = new TextEncoder();
  #bytes = new Uint8Array(256);
  #ids = new Int32Array(256);

  constructor(vocabulary: ByteLevelVocabulary) {
    this.vocabulary = vocabulary;
    this.#rules = mergeRules(vocabulary.merges);
    checkSpecials(vocabulary.specials.keys(), `tokenizer "${vocabulary.name}"`);
    const special = new Set(vocabulary.specials.values());
    vocabulary.tokens.forEach((bytes, id) => {
      if (bytes.length === 1 && !special.has(id)) this.#byteIds[bytes[0]] = id;
    });
  }

  get name(): string {
    return this.vocabulary.name;
  }

  get vocabSize(): number {
    return this.vocabulary.tokens.length;
  }

  get specials(): ReadonlyMap<string, number> {
    return this.vocabulary.specials;
  }

  encode(text: string, options: EncodeOptions = {}): number[] {
    const ids: number[] = [];
    for (const part of splitSpecials(text.toWellFormed(), this.specials, options)) {
      if ("special" in part) ids.push(part.special);
      else this.#encodeOrdinary(part.text, ids);
    }
    return ids;
  }

  /** Appends the ids of text without special tokens to `out`. */
  #encodeOrdinary(text: string, out: number[]): void {
    for (let start = 0, end = 0; start < text.length; start = end) {
      end = gpt2WordEnd(text, start);
      const ids = this.#encodeWord(text, start, end);
      for (let i = 0; i < ids.length; i++) out.push(ids[i]);
    }
  }

  /** The ids of the word text[start … end). */
  #encodeWord(text: string, start: number, end: number): Int32Array {
    if (end - start > REMEMBERED_LENGTH) return this.#mergeWord(text, start, end);
    if (this.#known.size === REMEMBERED_WORDS) {
      this.#known.clear();
      this.#knownIds = [];
    }
    const number = this.#known.number(text, start, end);
    return this.#knownIds[number] ??= this.#mergeWord(text, start, end);
  }

  #mergeWord(text: string, start: number, end: number): Int32Array {
    if (this.#bytes.length < 3 * (end - start)) {
      this.#bytes = new Uint8Array(3 * (end - start));
      this.#ids = new Int32Array(3 * (end - start));
    }
    const size = this.#writeBytes(text, start, end);
    let length = 0;
    for (let i = 0; i < size; i++) {
      const id = this.#byteIds[this.#bytes[i]];
      if (id >= 0) this.#ids[length++] = id;
    }
    return this.#ids.slice(0, applyMerges(this.#ids, length, this.#rules));
  }

  /** Writes text[start … end) to #bytes as UTF-8; returns the number of bytes. */
  #writeBytes(text: string, start: number, end: number): number {
    for (let i = start; i < end; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7F) return this.#encoder.encodeInto(text.slice(start, end), this.#bytes).written;
      this.#bytes[i - start] = unit;
    }
    return end - start;
  }

  /** The bytes of these tokens; they need not be whole characters. */
  decodeBytes(ids: Iterable<number>): Uint8Array {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (const id of ids) {
      const bytes = this.vocabulary.tokens[checkId(id, this)];
      parts.push(bytes);
      length += bytes.length;
    }
    const all = new Uint8Array(length);
    let at = 0;
    for (const bytes of parts) {
      all.set(bytes, at);
      at += bytes.length;
    }
    return all;
  }

  /** Text of the tokens; bytes that form no character become U+FFFD. */
  decode(ids: Iterable<number>): string {
    return utf8Decoder().decode(this.decodeBytes(ids));
  }

  token(id: number): string {
    return showBytes(this.vocabulary.tokens[checkId(id, this)]);
  }

  stream(): TokenStream {
    const decoder = utf8Decoder();
    return {
      push: (id) => decoder.decode(this.vocabulary.tokens[checkId(id, this)], { stream: true }),
      end: () => decoder.decode(),
    };
  }
}

/** ignoreBOM keeps a leading U+FEFF in the text: otherwise TextDecoder removes it. */
function utf8Decoder(): TextDecoder {
  return new TextDecoder("utf-8", { ignoreBOM: true });
}

/** Bytes as text where they are whole characters, else each as `\xEA`. */
function showBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(bytes);
  } catch {
    return [...bytes].map((byte) => "\\x" + byte.toString(16).toUpperCase().padStart(2, "0")).join("");
  }
}
