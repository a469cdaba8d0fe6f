/**
 * Chooses the engine that runs a model: right numbers first, then speed.
 *
 * Every engine computes a short text with the model itself. One whose numbers differ from those of plain JavaScript, or
 * that fails, is not used. WebAssembly was faster than plain JavaScript wherever both were measured, so it needs no
 * race. WebGPU runs one against it: a GPU starts each operation slowly, which costs more than it saves if the model is
 * small.
 */
import * as tf from "@tensorflow/tfjs";
import { relativeDifference } from "../../../../engine/device/relative_difference.ts";
import type { Model } from "../../../../gpt/generate.ts";
import { gptWithCache, initKVCache, type KVCache } from "../../../../gpt/kv_cache.ts";
import { tokenIds } from "../../../../gpt/token_ids.ts";
import { disposeParams } from "../../../../nn/params.ts";
import { attentionOf, continuePrompt, nextTokens, readModel } from "./answers.ts";
import { type Engine, ENGINES } from "./engines.ts";
import type { EngineName, LoadRequest, ModelResults } from "./protocol.ts";

/** Largest difference, relative to the largest number. A GPU rounds more coarsely than a processor; faults are larger. */
const TOLERANCE = 1e-3;
/** Starting, checking and racing a GPU may each take so long; a page that has WebAssembly does not wait longer. */
const LIMIT_MS = 3000;

export type Chosen = ModelResults["load"] & { readonly model: Model };

/**
 * Starts the engines, checks and races them, and opens the model on the best, which stays tfjs's backend.
 *
 * @param file the model
 * @param o `engine`: use this one if it runs and is right; `engines`: those to choose from, plain JavaScript first
 */
export async function chooseEngine(
  file: Pick<LoadRequest, "weights" | "config">,
  o: { readonly engine?: EngineName; readonly engines?: readonly [Engine, ...Engine[]] } = {},
): Promise<Chosen> {
  const [base, ...faster] = o.engines ?? ENGINES;
  await base.start({ byName: true });
  let best: { engine: EngineName; model: Model } = { engine: base.name, model: readModel(file) };
  const refused: string[] = [];
  if (o.engine === base.name) return { ...best, refused };
  const expected = await numbersOf(best.model);
  for (const { name, start } of faster) {
    if (o.engine !== undefined && o.engine !== name) continue;
    let model: Model | undefined;
    const isExtra = o.engine === undefined && best.engine !== base.name;
    const wait = isExtra ? withLimit : <T>(promise: Promise<T>) => promise;
    try {
      if (!await wait(start({ byName: o.engine === name }))) continue;
      model = readModel(file);
      checkNumbers(await wait(numbersOf(model)), expected);
      if (isExtra) {
        const its = await wait(msPerToken(model));
        await tf.setBackend(best.engine);
        const other = await msPerToken(best.model);
        if (its > other) {
          throw new Error(`${its.toFixed(1)} ms a token, ${best.engine} ${other.toFixed(1)} ms`);
        }
        await tf.setBackend(name);
      }
      disposeParams(best.model.params);
      best = { engine: name, model };
    } catch (error) {
      refused.push(`${name}: ${(error as Error).message}`);
      await tf.setBackend(best.engine);
      if (model) disposeParams(model.params);
    }
  }
  return { ...best, refused };
}

interface Numbers {
  readonly probabilities: Float32Array;
  /** Logits, computed with the cache of keys and values. */
  readonly logits: Float32Array;
  readonly attention: Float32Array;
  readonly tokens: readonly number[];
}

/** What the pages ask a model for, of three tokens: without the cache, with it, and random numbers. */
async function numbersOf(model: Model): Promise<Numbers> {
  const { vocabSize, blockSize, latent } = model.config,
    ids = [1, 2, 3].slice(0, blockSize).map((id) => id % vocabSize);
  const probabilities = new Float32Array(vocabSize);
  for (const { id, probability } of await nextTokens(model, { kind: "next", ids, count: vocabSize })) {
    probabilities[id] = probability;
  }
  const attention = latent ? [] : (await attentionOf(model, { kind: "attention", ids })).flat(3);
  return {
    probabilities,
    logits: await cachedLogits(model, ids),
    attention: Float32Array.from(attention),
    tokens: (await drawTokens(model, 3)).tokens,
  };
}

/** The logits after `ids`, of which the last is added to a cache that has the others. */
async function cachedLogits({ params, config }: Model, ids: readonly number[]): Promise<Float32Array> {
  const logits = tf.tidy(() => {
    const append = (ids: readonly number[], cache: KVCache) =>
      gptWithCache(params, config, tokenIds([ids], config), { cache });
    const { cache } = append(ids.slice(0, -1), initKVCache(config, { batchSize: 1, capacity: ids.length }));
    return append(ids.slice(-1), cache).logits;
  });
  try {
    return Float32Array.from(await logits.data());
  } finally {
    logits.dispose();
  }
}

function checkNumbers(found: Numbers, expected: Numbers): void {
  for (const name of ["probabilities", "logits", "attention"] as const) {
    const difference = relativeDifference(found[name], expected[name]);
    if (!(difference <= TOLERANCE)) throw new Error(`wrong ${name}, by ${difference.toPrecision(2)}`);
  }
  if (`${found.tokens}` !== `${expected.tokens}`) {
    throw new Error(`wrong tokens: ${found.tokens} in place of ${expected.tokens}`);
  }
}

/** Draws `count` tokens, and how many milliseconds each took after the first. */
async function drawTokens(model: Model, count: number) {
  const times: number[] = [];
  const request = {
    kind: "generate",
    prompt: [1 % model.config.vocabSize],
    maxNewTokens: count,
    seed: 1,
  } as const;
  const { tokens } = await continuePrompt(model, request, { onToken: () => times.push(performance.now()) });
  return { tokens, ms: (times[times.length - 1] - times[0]) / (times.length - 1) };
}

/** The faster of two short texts: the first may still compile. */
async function msPerToken(model: Model): Promise<number> {
  const first = await drawTokens(model, 8);
  return Math.min(first.ms, (await drawTokens(model, 8)).ms);
}

/** @throws {Error} when the promise takes too long; what it began then goes on by itself, and nobody waits for it */
function withLimit<T>(promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`nothing after ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
