export { type Book, choosePrompt, openBook } from "./book.ts";
export { checkpointFolder } from "./checkpoint_folder.ts";
export { check } from "./exercises/check.ts";
export { Todo, todo } from "./exercises/todo.ts";
export { gzipBitsPerByte } from "./gzip.ts";
export { type Answerer, type ChatBox, chatBox } from "./kernel/chat_box.ts";
export { connectKernel, Interrupted, LiveText, show, stopSignal, tick } from "./kernel/kernel.ts";
export { drawPaper, type ExamAnswer, type ExamOptions, type ExamResult, takeExam } from "./korean_exam.ts";
export { KOREAN_PRESETS, type KoreanPreset, type RunPreset } from "./korean_presets.ts";
export { LOTTO_PRESETS, type LottoPreset } from "./lotto_presets.ts";
export { type OwnTokenizers, ownTokenizers, tokenizersFolder } from "./own_tokenizers.ts";
export { BOOK_PRESETS, type BookPreset, choosePreset, type PresetName } from "./presets.ts";
export { quiz, type QuizAnswer, type QuizQuestion } from "./quiz.ts";
export { experimentCells, type RecordedExperiments, recordedExperiments } from "./recorded_experiments.ts";
export { describeMachine, type Machine, readResult, type RecordedResult, recordResult } from "./results.ts";
export { measureScaling, type ScalingOptions, type ScalingPoint } from "./scaling.ts";
export {
  type Expectation,
  expectClose,
  expectEqual,
  type Numbers,
  Wrong,
  wrong,
} from "./exercises/expect.ts";
export type { ExerciseCheck, Exercises } from "./exercises/registry.ts";
