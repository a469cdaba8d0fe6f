export { removeFolderAtomically, writeFolderAtomically } from "./atomic_folder.ts";
export { type Checkpoint, differences, readCheckpoint, readModel, type ReadOptions } from "./checkpoint.ts";
export {
  bestCheckpoint,
  type CheckpointList,
  dropOldCheckpoints,
  latestCheckpoint,
  listCheckpoints,
  saveCheckpoint,
  type SavedCheckpoint,
  setAside,
} from "./checkpoint_folder.ts";
export { type CheckpointRecord, DamagedCheckpointError, type Json } from "./checkpoint_record.ts";
export { FolderInUseError, type FolderLock, lockFolder } from "./folder_lock.ts";
export { readSafetensors, readSafetensorsHeader, writeSafetensors } from "./safetensors.ts";
export { NonFiniteTensorError, type SafetensorsDType } from "./safetensors_dtypes.ts";
export {
  formatHeader,
  headerLength,
  parseHeader,
  type SafetensorsHeader,
  type TensorEntry,
} from "./safetensors_header.ts";
