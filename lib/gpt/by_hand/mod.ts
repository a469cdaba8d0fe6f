/**
 * GPT-2's forward and backward pass and its training step, written out over Float32Array: no library, no tensors.
 *
 * In reading order: linear.ts (with matmul.ts), gelu.ts, layer_norm.ts, attention.ts, embedding.ts, head.ts,
 * cross_entropy.ts; then block.ts, gpt.ts, training.ts. Every file has the forward pass and the backward pass of one layer,
 * one below the other.
 */
export { addProduct } from "./matmul.ts";
export { linearBackward, linearForward } from "./linear.ts";
export { layerNormBackward, layerNormForward } from "./layer_norm.ts";
export { geluBackward, geluForward } from "./gelu.ts";
export { crossEntropyBackward, crossEntropyForward } from "./cross_entropy.ts";
export { makeActivations } from "./activations.ts";
export { gptForward, gptLoss } from "./gpt.ts";
export { copyInto, zerosOf } from "./parameters.ts";
export { initByHand } from "./init.ts";
export { lossAndGradientsByHand, makeTraining, trainStepByHand } from "./training.ts";
export { memoryByHand } from "./memory.ts";
