/** Is libtensorflow missing? Says so once; tests that need it are then ignored. */
import { findLibrary, TensorFlowNotFoundError } from "../../lib/tensorflow/mod.ts";

export function missingLibrary(): boolean {
  try {
    findLibrary();
    return false;
  } catch (error) {
    if (!(error instanceof TensorFlowNotFoundError)) throw error;
    console.log(`tests with libtensorflow are ignored: ${error.message}`);
    return true;
  }
}
