/** Why tests that need libtensorflow cannot run here, or "". */
import { findLibrary, TensorFlowNotFoundError } from "../../../lib/engine/tensorflow/mod.ts";

export function missingLibrary(): string {
  try {
    findLibrary();
    return "";
  } catch (error) {
    if (!(error instanceof TensorFlowNotFoundError)) throw error;
    return "libtensorflow was not found; ./course doctor says where it was looked for";
  }
}
