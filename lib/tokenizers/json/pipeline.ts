/**
 * The whole pipeline around BPE or WordPiece, stage by stage, as in Hugging Face's `tokenizers`:
 *
 *     text → normalizer → pre-tokenizer → model → post-processor → ids,   ids → decoder → text
 *
 * Each stage is plain data, written in tokenizer.json as it is. A stage may lose information: a tokenizer that cuts at white
 * space cannot return the same white space, and a character that training never saw has no id.
 */
import { type AddedToken, type AddedTokenFinder, checkAddedTokens, findAddedTokens } from "./added_tokens.ts";
import { bpeModel, type BpeModelOptions } from "./bpe_model.ts";
import { byteOf, type Decoder, decodeTokens, readsBytes } from "./decoders.ts";
import { normalize, type Normalizer } from "./normalizers.ts";
import { postProcess, type PostProcessor } from "./post_processors.ts";
import { preTokenize, type PreTokenizer } from "./pre_tokenizers.ts";
import { wordPieceModel, type WordPieceOptions } from "./word_piece.ts";
import { allowedNames, checkId, type EncodeOptions, type Tokenizer, type TokenStream } from "../tokenizer.ts";

/** All stages. A stage that is null is left out. */
export interface PipelineStages {
  readonly name: string;
  readonly normalizer: Normalizer | null;
  readonly preTokenizer: PreTokenizer | null;
  readonly model: BpeModelOptions | WordPieceOptions;
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
  /** By the names of the allowed special tokens: what is searched for before and after normalizing. */
  readonly #finders = new Map<string, { before: AddedTokenFinder; after: AddedTokenFinder }>();

  /** @throws {RangeError} for added tokens that are empty or contradict each other or the vocabulary */
  constructor(stages: PipelineStages) {
    this.stages = stages;
    this.name = stages.name;
    const { model, addedTokens } = stages;
    checkAddedTokens(addedTokens, {
      name: this.name,
      tokens: model.tokens,
      contentOf: (token) => this.#contentOf(token),
    });
    const tokens = [...model.tokens];
    for (const token of addedTokens) tokens[token.id] = this.#contentOf(token);
    this.#tokens = tokens;
    this.vocabSize = tokens.length;
    this.#encodeWord = model.type === "WordPiece" ? wordPieceModel(model) : bpeModel(model);
    this.specials = new Map(
      addedTokens.filter((token) => token.special).map(({ content, id }) => [content, id]),
    );
  }

  encode(text: string, options: EncodeOptions = {}): number[] {
    const ids: number[] = [];
    const { addSpecials = true } = options;
    const { before, after } = this.#findersFor(allowedNames(this.specials, options));
    const { normalizer, preTokenizer, postProcessor } = this.stages;
    let isStart = true;
    for (const whole of before(text.toWellFormed())) {
      const parts = "special" in whole
        ? [whole]
        : after(normalizer ? normalize(whole.text, normalizer) : whole.text);
      for (const part of parts) {
        if ("special" in part) ids.push(part.special);
        else {
          const words = preTokenizer ? preTokenize(part.text, preTokenizer, { isStart }) : [part.text];
          for (const word of words) {
            for (const id of this.#encodeWord(word)) ids.push(id);
          }
        }
        isStart = false;
      }
      isStart = false;
    }
    return addSpecials && postProcessor ? postProcess(ids, postProcessor) : ids;
  }

  /** The text that is searched for an added token, and to which it is decoded. */
  #contentOf({ content, normalized }: AddedToken): string {
    const { normalizer } = this.stages;
    return normalized && normalizer ? normalize(content, normalizer) : content;
  }

  #findersFor(allowed: readonly string[]) {
    const key = JSON.stringify(allowed);
    const known = this.#finders.get(key);
    if (known) return known;
    const names = new Set(allowed);
    const wanted = this.stages.addedTokens.filter((token) => !token.special || names.has(token.content));
    const finders = {
      before: findAddedTokens(wanted.filter((token) => !token.normalized)),
      after: findAddedTokens(wanted.filter((token) => token.normalized), (token) => this.#contentOf(token)),
    };
    if (this.#finders.size === 16) this.#finders.clear();
    this.#finders.set(key, finders);
    return finders;
  }

  decode(ids: Iterable<number>): string {
    return decodeTokens(Array.from(ids, (id) => this.token(id)), this.stages.decoder);
  }

  /** The token as written in the vocabulary, with its marks. */
  token(id: number): string {
    const token = this.#tokens[checkId(id, this)];
    if (token === undefined) {
      throw new RangeError(`decode: the vocabulary of "${this.name}" has no token ${id}`);
    }
    return token;
  }

  stream(): TokenStream {
    /** The tokens of the last piece returned: a decoder may need them to see that a word continues. */
    let before: number[] = [];
    let waiting: number[] = [];
    const text = () => this.decode([...before, ...waiting]).slice(this.decode(before).length);
    const flush = () => {
      const piece = text();
      before = waiting;
      waiting = [];
      return piece;
    };
    const hasBytes = this.stages.decoder !== null && readsBytes(this.stages.decoder);
    /** Whether a run of byte tokens is valid text shows only at its end. */
    const isInRun = (id: number) => hasBytes && byteOf(this.token(id)) !== undefined;
    return {
      push: (id) => {
        waiting.push(id);
        return isInRun(id) || text().endsWith("\ufffd") ? "" : flush();
      },
      end: () => {
        const piece = waiting.length > 0 ? flush() : "";
        before = [];
        return piece;
      },
    };
  }
}
