/**
 * Speculative decoding: several next tokens are guessed, and one pass of the model checks all of them.
 *
 * A small batch spends its time on reading the weights. Checking k guesses reads them once, as one token does. Right guesses
 * are kept; the first wrong one is replaced by the token that the model draws itself. So each pass makes 1 to k + 1 tokens.
 *
 * **Why the tokens are the same.** Without speculation, token i is `draw(text, noise(seed, i))`: greedy takes the likeliest
 * token, sampling adds the noise to the logits and takes the largest (sample.ts). A pass computes this for the text and for
 * the text with 1 … k guesses. A guess is accepted if it equals the token drawn in its place. By induction, each token that
 * is kept was drawn after the same text with the same noise as without speculation. Rounding is the only difference: a
 * product of k + 1 rows may add in another order than one of a single row, so two tokens that are level to the last bits may
 * change places.
 *
 * **Acceptance rate.** A guess x that does not depend on the noise (look-up) is accepted with the model's own probability
 * p(x). That is the rule of Leviathan et al., min(1, p(x) / q(x)), for q(x) = 1; a token drawn after a wrong guess then has
 * their distribution max(0, p - q), normalised. If guesses are accepted independently with rate a, a pass makes on average
 * `(1 - a^(k + 1)) / (1 - a)` tokens (their equation 1). A draft model draws with the same noise. Its guesses are accepted
 * somewhat less often than by their rule, but the seed still decides about the text alone, whatever is guessed.
 *
 * @see Leviathan, Kalman, Matias 2023, "Fast inference from transformers via speculative decoding" (arXiv 2211.17192),
 *   section 2; shared noise: Daliri, Musco, Suresh 2024, "Coupling without communication and drafter-invariant speculative
 *   decoding"
 */
import * as tf from "@tensorflow/tfjs";
import type { Compile } from "../../engine/ops/mod.ts";
import { disposeParams } from "../../nn/mod.ts";
import { compileDecodeStep, type DecodeOptions, makeDecodeStep } from "../decode_step.ts";
import type { GPTConfig } from "../config.ts";
import type { Model } from "../generate.ts";
import { initKVCache, type KVCache } from "../kv_cache.ts";
import { DraftModel, stepInput } from "./draft_model.ts";
import { lookUp } from "./prompt_lookup.ts";
import { compileVerifyStep, makeVerifyStep } from "./verify_step.ts";

export interface SpeculativeOptions {
  /** Most guesses for one pass, default 4. */
  readonly count?: number;
  /** A small model with the same vocabulary that guesses. Without it, guesses are looked up in the text. */
  readonly draft?: Model;
  /** Guesses instead of both: up to `count` tokens that may follow the text `row`. Wrong ones cost time only. */
  readonly guess?: (row: readonly number[], o: { readonly count: number }) => readonly number[];
  /** For look-up: how many last tokens are looked for, default 3; if there are none, 2. */
  readonly ngram?: number;
  /** Called after each pass, also after one without guesses. */
  readonly onPass?: (pass: { readonly guessed: number; readonly accepted: number }) => void;
}

interface SpeculatorOptions extends SpeculativeOptions {
  readonly sampling: DecodeOptions;
  readonly seed: number;
  /** Slots of the cache: most tokens of the text. */
  readonly capacity: number;
  /** The width that a prompt is padded to. */
  readonly roundUp: (length: number) => number;
  readonly compile?: Compile;
}

/** Checks the options. @throws RangeError that names the option, what was expected and what was found */
export function checkSpeculative(
  config: GPTConfig,
  o: SpeculativeOptions,
  { prompts, repetitionPenalty, cache }: {
    readonly prompts: number;
    readonly repetitionPenalty: number;
    readonly cache: boolean;
  },
): void {
  const refuse = (what: string): never => {
    throw new RangeError(`speculative decoding: ${what}`);
  };
  const { count = 4, ngram = 3, draft } = o;
  if (!Number.isInteger(count) || count < 1) refuse(`count must be a whole number from 1 up, found ${count}`);
  if (!Number.isInteger(ngram) || ngram < 1) refuse(`ngram must be a whole number from 1 up, found ${ngram}`);
  if (prompts !== 1) {
    refuse(
      `expected one prompt, found ${prompts}; rows that advance by different numbers of tokens share no pass`,
    );
  }
  if (!cache) refuse("it needs the cache; leave out cache: false");
  if (repetitionPenalty !== 1) refuse(`expected repetitionPenalty 1, found ${repetitionPenalty}`);
  if (draft && draft.config.vocabSize !== config.vocabSize) {
    refuse(
      `the draft model must have the model's ${config.vocabSize} tokens, found ${draft.config.vocabSize}`,
    );
  }
}

/** Continues one text by guesses and checks. The caller appends what `next` returns to the text. */
export class Speculator implements Disposable {
  readonly #params: Model["params"];
  readonly #o: SpeculatorOptions & { readonly count: number };
  readonly #draft?: DraftModel;
  readonly #oneToken: ReturnType<typeof compileDecodeStep>;
  readonly #verify: ReturnType<typeof compileVerifyStep>;
  #layers: KVCache["layers"];
  /** Tokens of the text that the cache holds. */
  #cached = 0;

  constructor({ params, config }: Model, { count = 4, ...o }: SpeculatorOptions) {
    this.#params = params;
    this.#o = { ...o, count };
    const { sampling, compile } = o;
    this.#oneToken = compile
      ? compileDecodeStep(config, sampling, compile)
      : makeDecodeStep(config, sampling);
    this.#verify = compile ? compileVerifyStep(config, sampling, compile) : makeVerifyStep(config, sampling);
    const { layers, lengths } = initKVCache(config, { batchSize: 1, capacity: o.capacity });
    lengths.dispose();
    this.#layers = layers;
    if (o.draft) this.#draft = new DraftModel(o.draft, { ...o, count });
  }

  /**
   * The next tokens, at least one.
   *
   * @param row the whole text so far, at most `capacity` tokens
   * @param made how many of its tokens are new
   */
  async next(row: readonly number[], made: number): Promise<number[]> {
    const { count, capacity, onPass } = this.#o;
    const hasRoom = this.#cached > 0 && row.length + count <= capacity;
    const guesses = hasRoom ? await this.#guess(row, made) : [];
    const fresh = row.slice(this.#cached);
    const zeros = Array(count - guesses.length).fill(0); // one width, so that one program is compiled
    const drawn = guesses.length === 0
      ? await this.#run(fresh, made, { all: false })
      : await this.#run([...fresh, ...guesses, ...zeros], made, { all: true });
    const wrong = guesses.findIndex((guess, i) => guess !== drawn[i]);
    const accepted = wrong < 0 ? guesses.length : wrong;
    this.#cached = row.length + accepted;
    onPass?.({ guessed: guesses.length, accepted });
    return [...drawn.slice(0, accepted + 1)];
  }

  #guess(row: readonly number[], made: number): readonly number[] | Promise<readonly number[]> {
    const { ngram = 3, count, guess } = this.#o;
    if (guess) return guess(row, { count }).slice(0, count);
    return this.#draft ? this.#draft.guess(row, made) : lookUp(row, { ngram, count });
  }

  /** The token after all of `ids`, or with `all` a token after each of them. */
  async #run(ids: readonly number[], made: number, { all }: { readonly all: boolean }) {
    const params = this.#params, input = stepInput(ids, { index: made, ...this.#o, pad: !all });
    const lengths = tf.tensor1d([this.#cached], "int32"), before = { layers: this.#layers, lengths };
    try {
      const after = all
        ? await this.#verify(params, input, before)
        : await this.#oneToken(params, input, { cache: before });
      const cache = "state" in after ? after.state.cache! : after.cache;
      disposeParams({ layers: this.#layers });
      cache.lengths.dispose();
      this.#layers = cache.layers;
      const drawn = await after.tokens.data();
      after.tokens.dispose();
      return drawn;
    } finally {
      disposeParams({ ...input, lengthsBefore: lengths });
    }
  }

  [Symbol.dispose](): void {
    disposeParams({ layers: this.#layers });
    this.#draft?.[Symbol.dispose]();
  }
}
