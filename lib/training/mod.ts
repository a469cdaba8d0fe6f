export { type GradientSums, makeAccumulate, meanOfSums, zeroSums } from "./accumulate.ts";
export { adamw, ADAMW_DEFAULTS, type AdamWOptions, type AdamWState, initAdamW } from "./adamw.ts";
export {
  type Batch,
  type Batches,
  countTargets,
  stackBatches,
  type StackedBatches,
  type TensorBatch,
  uploadBatch,
} from "./batch.ts";
export { clipByGlobalNorm, globalNorm } from "./clip.ts";
export { type EstimateOptions, estimateRun, type RunEstimate } from "./estimate.ts";
export {
  bitsPerByte,
  evaluate,
  type Evaluation,
  type EvaluationStep,
  makeEvaluationStep,
} from "./evaluate.ts";
export { lossAndGradients } from "./gradients.ts";
export { crossEntropy, type LossFn } from "./loss.ts";
export { reportWeight } from "./loss_weight.ts";
export {
  advanceProgress,
  formatProgress,
  formatSeconds,
  type Measurement,
  type Progress,
  startProgress,
} from "./progress.ts";
export { makeRunSteps, type RanSteps } from "./run_steps.ts";
export { constant, type Schedule, warmupCosine } from "./schedule.ts";
export {
  type Compile,
  makeTrainStep,
  makeUpdateFromSums,
  type StepResult,
  type UpdateOptions,
} from "./step.ts";
export { makeTrainSteps, type StepsInput, type StepsResult } from "./steps.ts";
export { train, type TrainResult } from "./train.ts";
export {
  type CheckpointEvent,
  completeTrainOptions,
  type EvalEvent,
  type History,
  type LossPoint,
  type StepEvent,
  TRAIN_DEFAULTS,
  type TrainOptions,
  type TrainState,
} from "./train_options.ts";
export { TrainingError } from "./training_error.ts";
