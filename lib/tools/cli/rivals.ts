/**
 * The Python packages that the bench compares with, each set in its own environment inside .course/: PyTorch, and the
 * tokenizers of Hugging Face and OpenAI.
 */
import { join } from "node:path";
import { layout } from "../layout.ts";
import { withSetupLock } from "./setup_lock.ts";
import { setUpVenv, type VenvOptions } from "./virtual_environment.ts";

/** Installs PyTorch where it is missing; returns the Python that has it. */
export function setUpPyTorch(): Promise<string> {
  const what = "PyTorch for the comparison (about 3 GB, 6 GB unpacked)";
  return setUpRival({ lock: "pytorch", folder: layout.pytorchVenv, what });
}

/** Installs `tokenizers` and `tiktoken` where they are missing; returns the Python that has them. */
export function setUpTokenizers(): Promise<string> {
  const what = "tokenizers and tiktoken for the comparison (about 15 MB)";
  return setUpRival({ lock: "tokenizers", folder: layout.tokenizersVenv, what });
}

async function setUpRival(o: VenvOptions): Promise<string> {
  await withSetupLock(() => setUpVenv(o));
  return join(o.folder, "bin", "python");
}
