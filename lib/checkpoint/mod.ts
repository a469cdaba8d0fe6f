export { removeFolderAtomically, writeFolderAtomically } from "./atomic_folder.ts";
export { differences, readCheckpoint, readModel } from "./checkpoint.ts";
export type { Checkpoint, ReadOptions } from "./checkpoint.ts";
export {
  bestCheckpoint,
  dropOldCheckpoints,
  latestCheckpoint,
  listCheckpoints,
  saveCheckpoint,
  setAside,
} from "./checkpoint_folder.ts";
export type { CheckpointList, SavedCheckpoint } from "./checkpoint_folder.ts";
export { DamagedCheckpointError } from "./checkpoint_record.ts";
export type { CheckpointRecord, Json } from "./checkpoint_record.ts";
export { FolderInUseError, lockFolder } from "./folder_lock.ts";
export type { FolderLock } from "./folder_lock.ts";
export { readSafetensors, readSafetensorsHeader, writeSafetensors } from "./safetensors.ts";
export { formatHeader, headerLength, parseHeader } from "./safetensors_header.ts";
export { NonFiniteTensorError } from "./safetensors_dtypes.ts";
export type { SafetensorsDType } from "./safetensors_dtypes.ts";
export type { SafetensorsHeader, TensorEntry } from "./safetensors_header.ts";
