/**
 * The whole pipeline around BPE, stage by stage, as in Hugging Face's `tokenizers`:
 *
 *     text → normaliser → pre-tokeniser → BPE model → post-processor → ids,   ids → decoder → text
 *
 * What it adds to byte_level.ts: every stage can be chosen, and each is plain data (normalizers.ts …) that stands
 * in tokenizer.json as it is. The price is paid in what a stage drops: a tokenizer that cuts at white space cannot
 * give back the same white space, and a character that training never saw has no id.
 */
import { type AddedToken, type AddedTokenFinder, findAddedTokens } from "./added_tokens.ts";
import { bpeModel, type BpeModelOptions } from "./bpe_model.ts";
import { byteOf, type Decoder, decodeTokens, readsBytes } from "./decoders.ts";
import { normalize, type Normalizer } from "./normalizers.ts";
import { postProcess, type PostProcessor } from "./post_processors.ts";
import { preTokenize, type PreTokenizer } from "./pre_tokenizers.ts";
import { wordPieceModel, type WordPieceOptions } from "./word_piece.ts";
import {
  allowedNames,
  checkId,
  checkSpecials,
  type EncodeOptions,
  type Tokenizer,
  type TokenStream,
} from "./tokenizer.ts";

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
  /** By the names of the allowed special tokens: what is looked for before and after normalising. */
  readonly #finders = new Map<string, { before: AddedTokenFinder; after: AddedTokenFinder }>();

  /** @throws {RangeError} for added tokens that are empty, contradict each other or vanish in the normaliser */
  constructor(stages: PipelineStages) {
    this.stages = stages;
    this.name = stages.name;
    const { model, addedTokens } = stages;
    checkAddedTokens(stages);
    const tokens = [...model.tokens];
    for (const { id, content } of addedTokens) tokens[id] = content;
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
    for (const part of before(text.toWellFormed())) {
      const inner = "special" in part
        ? [part]
        : after(normalizer ? normalize(part.text, normalizer) : part.text);
      for (const part of inner) {
        if ("special" in part) {
          ids.push(part.special);
        } else {
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

  #findersFor(allowed: readonly string[]) {
    const key = JSON.stringify(allowed);
    let finders = this.#finders.get(key);
    if (finders === undefined) {
      const { addedTokens, normalizer } = this.stages;
      const names = new Set(allowed);
      // special ones first: of two that look alike once normalised, the first is found
      const wanted = [
        ...addedTokens.filter((token) => token.special && names.has(token.content)),
        ...addedTokens.filter((token) => !token.special),
      ];
      const isLate = (token: AddedToken) => token.normalized;
      finders = {
        before: findAddedTokens(wanted.filter((token) => !isLate(token))),
        after: findAddedTokens(
          wanted.filter(isLate),
          ({ content }) => normalizer ? normalize(content, normalizer) : content,
        ),
      };
      if (this.#finders.size === 16) this.#finders.clear();
      this.#finders.set(key, finders);
    }
    return finders;
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
    const hasBytes = this.stages.decoder !== null && readsBytes(this.stages.decoder);
    /** A run of byte tokens is text or not as a whole. */
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

function checkAddedTokens({ name, model, addedTokens, normalizer }: PipelineStages): void {
  const caller = `the tokenizer "${name}"`;
  checkSpecials(addedTokens.filter((token) => token.special).map((token) => token.content), caller);
  const contentOf = new Map<number, string>();
  const idOf = new Map<string, number>();
  model.tokens.forEach((token, id) => token !== undefined && idOf.set(token, id));
  const refuse = (fault: string): never => {
    throw new RangeError(`${caller}: ${fault}; each added token needs a text and an id of its own`);
  };
  for (const { id, content, normalized } of addedTokens) {
    const shown = JSON.stringify(content);
    if (content === "") refuse(`the added token ${id} is empty`);
    if (contentOf.has(id)) refuse(`${JSON.stringify(contentOf.get(id))} and ${shown} both have the id ${id}`);
    if (model.tokens[id] !== undefined && model.tokens[id] !== content) {
      refuse(`${shown} has the id ${id}, which is ${JSON.stringify(model.tokens[id])} in the vocabulary`);
    }
    if ((idOf.get(content) ?? id) !== id) refuse(`${shown} has the ids ${idOf.get(content)} and ${id}`);
    if (normalized && normalizer && normalize(content, normalizer) === "") {
      refuse(`nothing is left of ${shown} when it is normalised`);
    }
    contentOf.set(id, content);
    idOf.set(content, id);
  }
}
