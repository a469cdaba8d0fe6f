export { makeAccumulate, meanOfSums, zeroSums } from "./accumulate.ts";
export { adamw, initAdamW } from "./adamw.ts";
export { backward, Value } from "./autodiff.ts";
export { stackBatches, type TensorBatch, uploadBatch } from "./batch.ts";
export { clipByGlobalNorm } from "./clip.ts";
export { estimateRun } from "./estimate.ts";
export { distillationLoss } from "./distillation.ts";
export { bitsPerByte, evaluate, makeEvaluationStep } from "./evaluate.ts";
export { lossAndGradients } from "./gradients.ts";
export { crossEntropy, type LossFn } from "./loss.ts";
export { reportWeight } from "./loss_weight.ts";
export { plainLoop } from "./plain_loop.ts";
export { formatProgress } from "./progress.ts";
export { compileTrainSteps } from "./compiled_steps.ts";
export { constant, type Schedule, warmupCosine } from "./schedule.ts";
export { makeTrainStep } from "./train_step.ts";
export { makeTrainSteps } from "./steps_in_one_call.ts";
export { train } from "./train.ts";
export {
  completeTrainOptions,
  type StepEvent,
  type TrainOptions,
  type TrainResult,
} from "./train_options.ts";
