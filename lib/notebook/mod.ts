export { openBook } from "./book.ts";
export { chatModelFolder } from "./chat_folder.ts";
export { checkpointFolder } from "./checkpoint_folder.ts";
export { recordedClinic, reproduceClinic } from "./clinic/clinic_cases.ts";
export { CLINIC_STEPS, HELD_OUT_EVERY, TRAIN_EVERY } from "./clinic/clinic_run.ts";
export { drawStylePairs } from "./chat_style/style_pairs.ts";
export { recordedChatStyle, type StyleRow } from "./chat_style/recorded_chat_style.ts";
export { styleQuestions } from "./chat_style/chat_start.ts";
export { isFormal, toFormal } from "./chat_style/formal.ts";
export { check } from "./exercises/check.ts";
export { checkAll } from "./exercises/check_all.ts";
export { courseProgress, formatProgressLines, showProgress } from "./exercises/progress.ts";
export { todo } from "./exercises/todo.ts";
export { fitToMemory } from "./fit_memory.ts";
export { gzipBitsPerByte } from "./gzip.ts";
export { chatBox } from "./kernel/chat_box.ts";
export { connectKernel, LiveText, show, stopSignal } from "./kernel/kernel.ts";
export { drawPaper, type ExamResult, takeExam } from "./korean_exam.ts";
export { KOREAN_PRESETS } from "./korean_presets.ts";
export { finalLottoModel } from "./lotto_model.ts";
export { LOTTO_PRESETS } from "./lotto_presets.ts";
export { effectsBySeed } from "./lotto_seeds.ts";
export {
  ERROR_COLUMNS,
  errorShares,
  latestFinals,
  leaveOneOut,
  lottoStaircase,
  newestBudget,
  stepEffect,
  zerosScore,
} from "./lotto_staircase.ts";
export { modernCorpus } from "./modern/modern_corpora.ts";
export { MODERN_RECIPE, modernBitsPerByte, trainModern } from "./modern/modern_run.ts";
export { modernVariant } from "./modern/modern_variants.ts";
export { effectOf, recordedModern, summariseModern } from "./modern/recorded_modern.ts";
export { ownTokenizers, tokenizersFolder } from "./own_tokenizers.ts";
export { BOOK_PRESETS, choosePreset } from "./presets.ts";
export { quiz } from "./quiz.ts";
export { type BookEpoch, recordedBook } from "./recorded_book.ts";
export { experimentCells, recordedExperiments } from "./recorded_experiments.ts";
export { type DistillationRow, recordedDistillation } from "./recorded_distillation.ts";
export { recordedRewards, type RewardRow, type RewardScores, WEAK_START_FILE } from "./recorded_rewards.ts";
export { describeMachine, readResult, recordResult } from "./results.ts";
export { measureScaling, type ScalingPoint } from "./scaling.ts";
export { measureTrainingMemory } from "./training_memory.ts";
