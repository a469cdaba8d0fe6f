/**
 * The whole pipeline around BPE, stage by stage, as in Hugging Face's `tokenizers`:
 *
 *     text → normaliser → pre-tokeniser → BPE model → post-processor → ids,   ids → decoder → text
 *
 * What it adds to byte_level.ts: every stage can be chosen, and each is plain data (normalizers.ts …) that stands
 * in tokenizer.json as it is. The price is paid in what a stage drops: a tokenizer that cuts at white space cannot
 * give back the same white space, and a character that training never saw has no id.
 */
import { bpeModel, type BpeModelOptions } from "./bpe_model.ts";
import { type Decoder, decodeTokens } from "./decoders.ts";
import { normalize, type Normalizer } from "./normalizers.ts";
import { postProcess, type PostProcessor } from "./post_processors.ts";
import { preTokenize, type PreTokenizer } from "./pre_tokenizers.ts";
import { checkId, type EncodeOptions, splitSpecials, type Tokenizer, type TokenStream } from "./tokenizer.ts";

/** A token that is found in the text as it stands, before the text is cut. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** A special token counts only where it is allowed; other added tokens are always found. */
  readonly special: boolean;
  /** Whether it is looked for after normalisation instead of before. */
  readonly normalized: boolean;
}

/** All stages. A stage that is null is left out. */
export interface PipelineStages {
  readonly name: string;
  readonly normalizer: Normalizer | null;
  readonly preTokenizer: PreTokenizer | null;
  readonly model: BpeModelOptions;
  readonly postProcessor: PostProcessor | null;
  readonly decoder: Decoder | null;
  readonly addedTokens: readonly AddedToken[];
}

export class PipelineTokenizer implements Tokenizer {
  readonly name: string;
  readonly vocabSize: number;
  readonly specials: ReadonlyMap<string, number>;
  readonly stages: PipelineStages;
  readonly #tokens: readonly (string | undefined)[];
  readonly #encodeWord: (word: string) => Int32Array;
  /** Added tokens that are not special, by when they are looked for. */
  readonly #beforeNormalizing: ReadonlyMap<string, number>;
  readonly #afterNormalizing: ReadonlyMap<string, number>;

  constructor(stages: PipelineStages) {
    this.stages = stages;
    this.name = stages.name;
    const tokens = [...stages.model.tokens];
    for (const { id, content } of stages.addedTokens) tokens[id] = content;
    this.#tokens = tokens;
    this.vocabSize = tokens.length;
    this.#encodeWord = bpeModel(stages.model);
    const byContent = (tokens: readonly AddedToken[]) =>
      new Map(tokens.map(({ content, id }) => [content, id]));
    this.specials = byContent(stages.addedTokens.filter((token) => token.special));
    const ordinary = stages.addedTokens.filter((token) => !token.special);
    this.#beforeNormalizing = byContent(ordinary.filter((token) => !token.normalized));
    this.#afterNormalizing = byContent(ordinary.filter((token) => token.normalized));
  }

  encode(text: string, options: EncodeOptions = {}): number[] {
    const ids: number[] = [];
    const { allowedSpecial = [], addSpecials = true } = options;
    const found = new Map([...this.specials, ...this.#beforeNormalizing]);
    const names = allowedSpecial === "all" ? [...this.specials.keys()] : [...allowedSpecial];
    const allowed = { allowedSpecial: [...names, ...this.#beforeNormalizing.keys()] };
    let isStart = true;
    for (const part of splitSpecials(text.toWellFormed(), found, allowed)) {
      if ("special" in part) ids.push(part.special);
      else this.#encodePart(part.text, isStart, ids);
      isStart = false;
    }
    return addSpecials && this.stages.postProcessor ? postProcess(ids, this.stages.postProcessor) : ids;
  }

  #encodePart(text: string, isStart: boolean, out: number[]): void {
    const { normalizer, preTokenizer } = this.stages;
    const normalized = normalizer ? normalize(text, normalizer) : text;
    for (const part of splitSpecials(normalized, this.#afterNormalizing, { allowedSpecial: "all" })) {
      if ("special" in part) {
        out.push(part.special);
      } else {
        const words = preTokenizer ? preTokenize(part.text, preTokenizer, { isStart }) : [part.text];
        for (const word of words) {
          for (const id of this.#encodeWord(word)) out.push(id);
        }
      }
      isStart = false;
    }
  }

  decode(ids: Iterable<number>): string {
    return decodeTokens(Array.from(ids, (id) => this.token(id)), this.stages.decoder);
  }

  /** The token as it stands in the vocabulary, with its marks. */
  token(id: number): string {
    const token = this.#tokens[checkId(id, this)];
    if (token === undefined) {
      throw new RangeError(`decode: the vocabulary of "${this.name}" has no token ${id}`);
    }
    return token;
  }

  stream(): TokenStream {
    /** The tokens of the last piece that was given out: a decoder may need them to see that a word goes on. */
    let before: number[] = [];
    let waiting: number[] = [];
    const text = () => this.decode([...before, ...waiting]).slice(this.decode(before).length);
    const flush = () => {
      const piece = text();
      before = waiting;
      waiting = [];
      return piece;
    };
    return {
      push: (id) => {
        waiting.push(id);
        return text().endsWith("\ufffd") ? "" : flush();
      },
      end: () => {
        const piece = waiting.length > 0 ? flush() : "";
        before = [];
        return piece;
      },
    };
  }
}
