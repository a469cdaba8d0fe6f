export { estimateTraining, formatDuration } from "./estimate.ts";
export type { Estimate } from "./estimate.ts";
export { BOOK_PRESETS, choosePreset } from "./presets.ts";
export type { BookPreset, PresetName } from "./presets.ts";
export { describeMachine, readResult, recordResult } from "./results.ts";
export type { Machine, RecordedResult } from "./results.ts";
