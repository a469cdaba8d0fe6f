export { makeAccumulate, meanOfSums, zeroSums } from "./accumulate.ts";
export type { GradientSums } from "./accumulate.ts";
export { adamw, ADAMW_DEFAULTS, initAdamW } from "./adamw.ts";
export type { AdamWOptions, AdamWState } from "./adamw.ts";
export { countTargets, stackBatches, uploadBatch } from "./batch.ts";
export type { Batch, Batches, StackedBatches, TensorBatch } from "./batch.ts";
export { clipByGlobalNorm, globalNorm } from "./clip.ts";
export { estimateRun } from "./estimate.ts";
export type { EstimateOptions, RunEstimate } from "./estimate.ts";
export { bitsPerByte, evaluate, makeEvaluationStep } from "./evaluate.ts";
export type { Evaluation, EvaluationStep } from "./evaluate.ts";
export { lossAndGradients } from "./gradients.ts";
export { crossEntropy } from "./loss.ts";
export type { LossFn } from "./loss.ts";
export { reportWeight } from "./loss_weight.ts";
export { fitPowerLaw, frontier } from "./power_law.ts";
export type { PowerLaw, PowerLawPoint, Prediction } from "./power_law.ts";
export { advanceProgress, formatProgress, formatSeconds, startProgress } from "./progress.ts";
export type { Measurement, Progress } from "./progress.ts";
export { constant, warmupCosine } from "./schedule.ts";
export type { Schedule } from "./schedule.ts";
export { makeTrainStep, makeUpdateFromSums } from "./step.ts";
export type { Compile, StepResult, UpdateOptions } from "./step.ts";
export { makeRunSteps } from "./run_steps.ts";
export type { RanSteps } from "./run_steps.ts";
export { makeTrainSteps } from "./steps.ts";
export type { StepsInput, StepsResult } from "./steps.ts";
export { train } from "./train.ts";
export type { TrainResult } from "./train.ts";
export { completeTrainOptions, TRAIN_DEFAULTS } from "./train_options.ts";
export type {
  CheckpointEvent,
  EvalEvent,
  History,
  LossPoint,
  StepEvent,
  TrainOptions,
  TrainState,
} from "./train_options.ts";
export { TrainingError } from "./training_error.ts";
export { formatShare, type ShareInterval, wilsonInterval } from "./wilson.ts";
