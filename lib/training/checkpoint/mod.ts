export { removeFolderAtomically, writeFolderAtomically, writeSynced } from "./atomic_folder.ts";
export { type Checkpoint, differences, readCheckpoint, readModel } from "./checkpoint.ts";
export {
  dropOldCheckpoints,
  latestCheckpoint,
  listCheckpoints,
  saveCheckpoint,
  setAside,
  setAsideDiverged,
} from "./checkpoint_folder.ts";
export { DamagedCheckpointError, type Json } from "./checkpoint_record.ts";
export { lockFolder } from "./folder_lock.ts";
export { type ModelFileRecord, readModelBytes, readModelFile, writeModelFile } from "./model_file.ts";
export {
  readSafetensors,
  readSafetensorsHeader,
  readSafetensorsTensor,
  writeSafetensors,
} from "./safetensors.ts";
export { NonFiniteTensorError } from "./safetensors_dtypes.ts";
export { formatHeader, type SafetensorsHeader } from "./safetensors_header.ts";
