/**
 * What the bench compares with, each in a virtual environment of its own inside .course/: PyTorch, and the tokenizers
 * of Hugging Face and OpenAI.
 */
import { join } from "node:path";
import { layout } from "./layout.ts";
import { forgetDownloads, installLock, makeVenv } from "./pip.ts";
import { findPython, inspectPython } from "./python.ts";
import { lockHash, type RequirementName } from "./requirements.ts";
import { say, withSetupLock } from "./setup_lock.ts";
import { readStamp, removeStamp, writeStamp } from "./stamp.ts";

interface RivalStamp {
  readonly python: string;
  readonly lock: string;
}

/** Installs PyTorch where it is missing; answers the Python that has it. */
export function setUpPyTorch(): Promise<string> {
  const what = "PyTorch for the comparison (about 3 GB, 6 GB unpacked)";
  return setUpRival({ lock: "pytorch", folder: layout.pytorchVenv, what });
}

/** Installs `tokenizers` and `tiktoken` where they are missing; answers the Python that has them. */
export function setUpTokenizers(): Promise<string> {
  const what = "tokenizers and tiktoken for the comparison (about 15 MB)";
  return setUpRival({ lock: "tokenizers", folder: layout.tokenizersVenv, what });
}

function setUpRival(
  { lock: name, folder, what }: { lock: RequirementName; folder: string; what: string },
): Promise<string> {
  return withSetupLock(async () => {
    const stampFile = join(folder, "course.json");
    const python = join(folder, "bin", "python");
    const stamp = await readStamp<RivalStamp>(stampFile);
    const lock = await lockHash(name);
    if (stamp?.lock === lock && (await inspectPython(python))?.version === stamp.python) return python;
    await removeStamp(stampFile);
    const { command, version } = await findPython();
    await makeVenv(folder, { python: command, say });
    await installLock(folder, { lock: name, what, say });
    await writeStamp(stampFile, { python: version, lock } satisfies RivalStamp);
    await forgetDownloads();
    return python;
  });
}
