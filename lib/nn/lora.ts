/**
 * LoRA: fine-tuning that keeps the weights frozen and trains a small addition of low rank.
 *
 * `y = x W + b + (alpha / rank) dropout(x) A B`, with A (nIn, rank) and B (rank, nOut). Only A and B are trained. They are
 * a tree of their own (the adapter), so gradients, optimizer moments and checkpoints contain only the adapter. `withLoRA`
 * puts an adapter into a model's tree, where `linear` uses it; `mergeLoRA` adds it to the weights. Left out: adapters on
 * embeddings and on the head.
 */
import * as tf from "@tensorflow/tfjs";
import { countParams, flattenParams, type Params, unflattenParams } from "./params.ts";
import { foldIn, randomUniform, type Seed } from "./random.ts";
import { tidyTree } from "../engine/ops/tidy.ts";

/** The linear layers of a block, by their names in it. */
export const LORA_TARGETS = ["attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"] as const;
type LoRATarget = typeof LORA_TARGETS[number];

export interface LoRAConfig {
  /** Columns of A and rows of B. A higher rank can express more. */
  readonly rank: number;
  /** The addition is scaled by alpha / rank, so that the learning rate can stay when the rank changes. */
  readonly alpha: number;
  /** Which linear layers of every block get an adapter. */
  readonly targets: readonly LoRATarget[];
  /** Dropout rate of the adapter's input during training. It does not change the input of the frozen weight. */
  readonly dropout: number;
}

export const LORA_DEFAULTS: LoRAConfig = Object.freeze({
  rank: 8,
  alpha: 16,
  targets: LORA_TARGETS, // Dettmers et al. 2023, "QLoRA", section 4: adapters on all layers reach full fine-tuning
  dropout: 0,
});

/** An adapter: a tree with `{ A, B }` for each adapted layer, such as `h.0.attn.c_attn.A`. */
export type LoRAParams = Params;

/**
 * A new adapter. It changes nothing yet, because B is zero; A is uniform in ±1 / sqrt(nIn).
 *
 * @param params the model; not changed
 * @returns new tensors, which are all that is trained
 * @throws RangeError if the config is not valid or the model has no such layer
 * @see Hu et al. 2021, "LoRA", section 4.1 (arXiv 2106.09685); A's distribution is that of the authors' own code
 * @example
 * ```ts
 * import { countParams, initBlock, initLoRA, LORA_DEFAULTS, seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const base = { h: [initBlock({ width: 8 }, seed(1))] };
 * const config = { ...LORA_DEFAULTS, rank: 2, targets: ["attn.c_attn"] as const };
 * const adapter = initLoRA(base, { config, seed: seed(2) });
 * assert.equal(countParams(adapter), 8 * 2 + 2 * 24); // A (8, 2), B (2, 24)
 * ```
 */
export function initLoRA(
  params: Params,
  o: { readonly config: LoRAConfig; readonly seed: Seed },
): LoRAParams {
  const { rank } = o.config;
  return tidyTree(() => {
    const adapter = new Map<string, tf.Tensor>();
    [...targetWeights(params, o.config)].forEach(([layer, { shape: [nIn, nOut] }], i) => {
      const unit = randomUniform([nIn, rank], foldIn(o.seed, i)); // [0, 1)
      adapter.set(`${layer}.A`, tf.mul(tf.sub(unit, 0.5), 2 / Math.sqrt(nIn)));
      adapter.set(`${layer}.B`, tf.zeros([rank, nOut]));
    });
    return unflattenParams<LoRAParams>(adapter);
  });
}

/**
 * Numbers in all weights that a step with these parameters multiplies by, as far as the parameters tell. For an adapter
 * these are also the frozen weights: A (nIn, rank) and B (rank, nOut) belong to a W (nIn, nOut).
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { countParams, countWithFrozen } from "lib/nn";
 * import assert from "node:assert/strict";
 * const adapter = { mlp: { c_fc: { A: tf.zeros([100, 2]), B: tf.zeros([2, 400]) } } };
 * assert.equal(countParams(adapter), 1_000);
 * assert.equal(countWithFrozen(adapter), 41_000);
 * assert.equal(countWithFrozen({ w: tf.zeros([10, 10]) }), 100);
 * ```
 */
export function countWithFrozen(params: Params): number {
  const tensors = flattenParams(params);
  let count = countParams(params);
  for (const [name, { shape: [nIn] }] of tensors) {
    const B = name.endsWith(".A") ? tensors.get(`${name.slice(0, -1)}B`) : undefined;
    if (B) count += nIn * B.shape[1]!;
  }
  return count;
}

/**
 * The model with the adapter, for any function that takes the model's parameters.
 *
 * The result contains the model's own tensors, not copies. The few new ones are freed by the enclosing `tf.tidy` (a loss
 * runs in one); to keep a model with its adapter, use `mergeLoRA`. In a loss, the adapter is the variable and the model is a
 * constant:
 *
 *     loss = (adapter, { x, y }, { seed }) =>
 *       crossEntropy(gpt(withLoRA(base, adapter, { config: lora, seed }), config, x, { seed }), y)
 *
 * @param o `seed`: turns the adapter's dropout on, for training
 * @throws RangeError if adapter, config and model do not belong together
 */
export function withLoRA<P extends Params>(
  params: P,
  adapter: LoRAParams,
  o: { readonly config: LoRAConfig; readonly seed?: Seed },
): P {
  const { alpha, rank, dropout } = o.config;
  return tidyTree(() => {
    const adapted = flattenParams(params);
    const rate = o.seed && dropout > 0 ? tf.scalar(dropout) : undefined;
    // Different from the seeds that the model makes of the same seed, which are folded with small numbers only.
    const seed = rate && foldIn(o.seed!, 1 << 20);
    [...matricesOf(params, adapter, o.config)].forEach(([layer, { A, B }], i) => {
      adapted.set(`${layer}.lora.A`, A);
      adapted.set(`${layer}.lora.B`, tf.mul(B, alpha / rank));
      if (!rate) return;
      adapted.set(`${layer}.lora.dropout.rate`, rate);
      adapted.set(`${layer}.lora.dropout.seed`, foldIn(seed!, i));
    });
    return unflattenParams<P>(adapted);
  });
}

/**
 * The model with the adapter added to its weights, `W + (alpha / rank) A B`. It is as fast as the model without adapter.
 *
 * @returns a tree of new tensors, which the caller disposes; the model and the adapter are not changed
 * @throws RangeError if adapter, config and model do not belong together
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { LORA_DEFAULTS, mergeLoRA } from "lib/nn";
 * import assert from "node:assert/strict";
 * const base = { mlp: { c_fc: { weight: tf.tensor2d([[1, 2], [3, 4]]) } } };
 * const adapter = { mlp: { c_fc: { A: tf.tensor2d([[1], [0]]), B: tf.tensor2d([[10, 20]]) } } };
 * const config = { ...LORA_DEFAULTS, rank: 1, alpha: 2, targets: ["mlp.c_fc"] as const };
 * assert.deepEqual(mergeLoRA(base, adapter, { config }).mlp.c_fc.weight.arraySync(), [[21, 42], [3, 4]]);
 * ```
 */
export function mergeLoRA<P extends Params>(
  params: P,
  adapter: LoRAParams,
  o: { readonly config: LoRAConfig },
): P {
  const { alpha, rank } = o.config;
  return tidyTree(() => {
    const merged = flattenParams(params);
    for (const [name, tensor] of merged) merged.set(name, tf.clone(tensor)); // a handle, not a copy of the values
    for (const [layer, { A, B }] of matricesOf(params, adapter, o.config)) {
      const name = `${layer}.weight`;
      merged.set(name, tf.add(merged.get(name)!, tf.mul(tf.matMul(A, B), alpha / rank)));
    }
    return unflattenParams<P>(merged);
  });
}

/**
 * Checks a config, also one that was read from a file.
 *
 * @throws RangeError that names the field, what was expected and what was found
 */
export function validateLoRAConfig({ rank, alpha, targets, dropout }: LoRAConfig): void {
  const refuse = (name: string, wanted: string, found: unknown): never => {
    throw new RangeError(`LoRA config: ${name} must be ${wanted}, found ${JSON.stringify(found)}`);
  };
  if (!Number.isSafeInteger(rank) || rank < 1) refuse("rank", "a whole number from 1 up", rank);
  if (!(Number.isFinite(alpha) && alpha > 0)) refuse("alpha", "above 0", alpha);
  if (!(typeof dropout === "number" && dropout >= 0 && dropout < 1)) {
    refuse("dropout", "a rate from 0 to below 1", dropout);
  }
  const known = Array.isArray(targets) && targets.every((target) => LORA_TARGETS.includes(target));
  if (!known || targets.length === 0 || new Set(targets).size !== targets.length) {
    refuse("targets", `some of ${LORA_TARGETS.join(", ")}, each once`, targets);
  }
}

/** The weights (nIn, nOut) that a config adapts, by the dotted name of their layer. */
function targetWeights(params: Params, config: LoRAConfig): Map<string, tf.Tensor2D> {
  validateLoRAConfig(config);
  const found = new Map<string, tf.Tensor2D>();
  const missing = new Set<string>(config.targets);
  for (const [name, tensor] of flattenParams(params)) {
    const target = config.targets.find((target) => `.${name}`.endsWith(`.${target}.weight`));
    if (!target) continue;
    if (tensor.rank !== 2) {
      throw new RangeError(
        `LoRA: "${name}" is (${tensor.shape}), the weights of several experts, which get no adapter; leave ${target} ` +
          "out of the targets",
      );
    }
    found.set(name.slice(0, -".weight".length), tensor as tf.Tensor2D);
    missing.delete(target);
  }
  if (missing.size > 0) {
    throw new RangeError(
      `LoRA: the model has no layer ${[...missing].join(", ")}; is this a tree of blocks?`,
    );
  }
  return found;
}

/** An adapter's matrices by layer. Checks that it has matrices for exactly the layers of the config. */
function matricesOf(
  params: Params,
  adapter: LoRAParams,
  config: LoRAConfig,
): Map<string, { A: tf.Tensor2D; B: tf.Tensor2D }> {
  const tensors = flattenParams(adapter);
  const take = (name: string, shape: readonly number[]) => {
    const tensor = tensors.get(name);
    if (!tensor || `${tensor.shape}` !== `${shape}`) {
      const found = tensor ? `(${tensor.shape})` : "no such tensor";
      throw new RangeError(
        `LoRA: "${name}" must be (${shape}) for this model and config, found ${found}; do they belong together?`,
      );
    }
    tensors.delete(name);
    return tensor as tf.Tensor2D;
  };
  const matrices = new Map<string, { A: tf.Tensor2D; B: tf.Tensor2D }>();
  for (const [layer, { shape: [nIn, nOut] }] of targetWeights(params, config)) {
    const { rank } = config;
    matrices.set(layer, { A: take(`${layer}.A`, [nIn, rank]), B: take(`${layer}.B`, [rank, nOut]) });
  }
  const [extra] = tensors.keys();
  if (extra === undefined) return matrices;
  throw new RangeError(`LoRA: the adapter has "${extra}", which is no layer of this model and config`);
}
