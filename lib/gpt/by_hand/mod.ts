/**
 * GPT-2's forward and backward pass and its training step, written out over Float32Array: no library, no tensors.
 *
 * In reading order: linear.ts (with matmul.ts), gelu.ts, layer_norm.ts, attention.ts, embedding.ts, head.ts,
 * cross_entropy.ts; then block.ts, gpt.ts, training.ts. Every file has the forward pass and the backward pass of one layer,
 * one below the other.
 */
export { addProduct, transpose } from "./matmul.ts";
export { linearBackward, linearForward } from "./linear.ts";
export { layerNormBackward, layerNormForward } from "./layer_norm.ts";
export { geluBackward, geluForward } from "./gelu.ts";
export { attentionBackward, attentionForward } from "./attention.ts";
export { crossEntropyBackward, crossEntropyForward } from "./cross_entropy.ts";
export { type Activations, makeActivations } from "./activations.ts";
export { gptBackward, gptForward, gptLoss } from "./gpt.ts";
export { copyInto, type GPTArrays, zerosOf } from "./parameters.ts";
export { initByHand } from "./init.ts";
export { lossAndGradientsByHand, makeTraining, type Training, trainStepByHand } from "./training.ts";
export { memoryByHand, type TrainingMemory } from "./memory.ts";
