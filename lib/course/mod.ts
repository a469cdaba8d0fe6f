export { type Book, choosePrompt, openBook } from "./book.ts";
export { checkpointFolder } from "./checkpoint_folder.ts";
export { gzipBitsPerByte } from "./gzip.ts";
export { connectKernel, Interrupted, LiveText, show, stopSignal, tick } from "./kernel.ts";
export { BOOK_PRESETS, choosePreset } from "./presets.ts";
export type { BookPreset, PresetName } from "./presets.ts";
export { describeMachine, readResult, recordResult } from "./results.ts";
export type { Machine, RecordedResult } from "./results.ts";
export { findTorchPython, runPython } from "./torch_python.ts";
