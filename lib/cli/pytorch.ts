/**
 * PyTorch, in a virtual environment of its own inside .course/, for the bench to compare with.
 */
import { join } from "node:path";
import { layout } from "./layout.ts";
import { forgetDownloads, installLock, makeVenv } from "./pip.ts";
import { findPython, inspectPython } from "./python.ts";
import { lockHash } from "./requirements.ts";
import { say, withSetupLock } from "./setup_lock.ts";
import { readStamp, removeStamp, writeStamp } from "./stamp.ts";

interface PyTorchStamp {
  readonly python: string;
  readonly lock: string;
}

/** Installs PyTorch where it is missing; answers the Python that has it. */
export function setUpPyTorch(): Promise<string> {
  return withSetupLock(async () => {
    const folder = layout.pytorchVenv;
    const stampFile = join(folder, "course.json");
    const python = join(folder, "bin", "python");
    const stamp = await readStamp<PyTorchStamp>(stampFile);
    const lock = await lockHash("pytorch");
    if (stamp?.lock === lock && (await inspectPython(python))?.version === stamp.python) return python;
    await removeStamp(stampFile);
    const { command, version } = await findPython();
    await makeVenv(folder, { python: command, say });
    await installLock(folder, {
      lock: "pytorch",
      what: "PyTorch for the comparison (about 3 GB, 6 GB unpacked)",
      say,
    });
    await writeStamp(stampFile, { python: version, lock } satisfies PyTorchStamp);
    await forgetDownloads();
    return python;
  });
}
