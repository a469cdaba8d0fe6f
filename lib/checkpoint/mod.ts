export { removeFolderAtomically, writeFolderAtomically } from "./atomic_folder.ts";
export { differences, readCheckpoint, readModel } from "./checkpoint.ts";
export type { Checkpoint, CheckpointRecord, Json, ReadOptions } from "./checkpoint.ts";
export { bestCheckpoint, latestCheckpoint, listCheckpoints, saveCheckpoint } from "./checkpoint_folder.ts";
export type { CheckpointList, SavedCheckpoint } from "./checkpoint_folder.ts";
export { readSafetensors, readSafetensorsHeader, writeSafetensors } from "./safetensors.ts";
export { formatHeader, headerLength, parseHeader } from "./safetensors_header.ts";
export type { SafetensorsDType, SafetensorsHeader, TensorEntry } from "./safetensors_header.ts";
