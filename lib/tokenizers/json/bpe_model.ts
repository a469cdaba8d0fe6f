/** BPE over characters: bpe.ts's encoder with the merges of fast/merge.ts and every option of Hugging Face's BPE model. */
import type { Merge } from "../bpe.ts";
import { applyMerges, mergeRules } from "../fast/merge.ts";
import { cachedWords } from "../fast/word_cache.ts";

export interface BpeModelOptions {
  readonly type?: "BPE";
  /** Token text by id; undefined where the vocabulary has no such id. */
  readonly tokens: readonly (string | undefined)[];
  readonly merges: readonly Merge[];
  /** Starts every token that continues a word. Default "". */
  readonly continuingPrefix?: string;
  /** Ends every token that ends a word. Default "". */
  readonly endOfWordSuffix?: string;
  /** Token for a character that is not in the vocabulary. Default: such characters are left out. */
  readonly unknownToken?: string;
  /** Writes neighbouring unknown characters as one unknown token. Default false. */
  readonly fuseUnknown?: boolean;
  /** Writes an unknown character as its bytes, `<0xEA>` …, where the vocabulary has these tokens. Default false. */
  readonly byteFallback?: boolean;
  /** Writes a word that is a token as that token, even if no merges lead to it. Default false. */
  readonly ignoreMerges?: boolean;
}

/**
 * Makes the function that writes a word (a pre-token) as ids.
 *
 * @throws {RangeError} when the unknown token is not in the vocabulary
 */
export function bpeModel(options: BpeModelOptions): (word: string) => Int32Array {
  const { continuingPrefix = "", endOfWordSuffix = "", unknownToken, fuseUnknown, byteFallback } = options;
  const rules = mergeRules(options.merges);
  const idOf = new Map<string, number>();
  options.tokens.forEach((token, id) => token !== undefined && idOf.set(token, id));
  const unknown = unknownToken === undefined ? undefined : idOf.get(unknownToken);
  if (unknownToken !== undefined && unknown === undefined) {
    throw new RangeError(`bpeModel: the unknown token "${unknownToken}" is not in the vocabulary`);
  }
  const encoder = new TextEncoder();

  /** The ids of the bytes of a character, or undefined when one of them has no token. */
  const bytesOf = (character: string): number[] | undefined => {
    const bytes = Array.from(
      encoder.encode(character),
      (byte) => idOf.get(`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`),
    );
    return bytes.includes(undefined) ? undefined : bytes as number[];
  };

  return cachedWords((word) => {
    const whole = options.ignoreMerges ? idOf.get(word) : undefined;
    if (whole !== undefined) return Int32Array.of(whole);
    const ids: number[] = [];
    /** An unknown token waits for the next known character; bytes go before it, as in Hugging Face's code. */
    let waits = false;
    let at = 0;
    for (const character of word) {
      const prefix = at === 0 ? "" : continuingPrefix;
      at += character.length;
      const text = prefix + character + (at === word.length ? endOfWordSuffix : "");
      const id = idOf.get(text);
      const bytes = id === undefined && byteFallback ? bytesOf(text) : undefined;
      if (bytes !== undefined) ids.push(...bytes);
      else {
        if (waits && (id !== undefined || !fuseUnknown)) ids.push(unknown!);
        if (id !== undefined) ids.push(id);
        waits = id === undefined && unknown !== undefined;
      }
    }
    if (waits) ids.push(unknown!);
    const merged = Int32Array.from(ids);
    return merged.slice(0, applyMerges(merged, merged.length, rules));
  });
}
