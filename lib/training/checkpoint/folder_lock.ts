/**
 * A lock on a folder, so that two trainings never write into the same one. The error names the process that has the lock.
 *
 * It is a lock of the operating system on a small file, whose content only names the owner. It ends with the process, also
 * after a crash, so a file that remains does not lock the folder. Where a file system has no locks (some network drives),
 * the folder is used without one.
 */
import { hostname } from "node:os";
import { systemErrorCode, writingFailed } from "./write_error.ts";

const LOCK_FILE = ".training.lock";
/** Errors of file systems without locks; Deno has no names for the numbers, which are those of Linux. */
const NO_LOCKS = ["ENOTSUP", "EOPNOTSUPP", "ENOSYS", "ENOLCK", "os error 37", "os error 38", "os error 95"];

/** Thrown if another training uses the folder. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";
}

interface FolderLock extends Disposable {
  /** The error that prevents writing into the folder, and so also locking; null if there is none. */
  readonly unwritable: unknown;
}

/**
 * Locks a folder until the result is disposed or the process ends.
 *
 * @param folder made if it does not exist.
 * @returns the lock. In a read-only folder it locks nothing, which is not needed there.
 * @throws {FolderInUseError} if another training uses the folder; it names the process.
 */
export function lockFolder(folder: string): FolderLock {
  const path = `${folder}/${LOCK_FILE}`;
  for (;;) {
    let file: Deno.FsFile;
    try {
      Deno.mkdirSync(folder, { recursive: true });
      file = Deno.openSync(path, { create: true, read: true, write: true });
    } catch (error) {
      return {
        unwritable: writingFailed(`the checkpoint folder ${folder}`, error),
        [Symbol.dispose]: () => {},
      };
    }
    if (!tryLock(file)) {
      file.close();
      throw new FolderInUseError(inUse(folder, path));
    }
    if (isAt(file, path)) {
      writeOwner(file);
      let held = true;
      const dispose = () => {
        if (held) release(file, path);
        held = false;
      };
      return { unwritable: null, [Symbol.dispose]: dispose };
    }
    file.close(); // another owner removed it between opening and locking
  }
}

function tryLock(file: Deno.FsFile): boolean {
  try {
    return file.tryLockSync(true);
  } catch (error) {
    if (NO_LOCKS.includes(systemErrorCode(error) ?? "")) return true;
    file.close();
    throw error;
  }
}

/** Whether the open file is still the one at the path. */
function isAt(file: Deno.FsFile, path: string): boolean {
  try {
    return file.statSync().ino === Deno.statSync(path).ino;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function writeOwner(file: Deno.FsFile): void {
  const owner = `process ${Deno.pid} on ${hostname()}, since ${new Date().toISOString()}\n`;
  try {
    file.truncateSync(0);
    file.writeSync(new TextEncoder().encode(owner));
  } catch {
    // On a full disk the file does not name the owner. Saving there throws an error that says so.
  }
}

/** Removes the file while it is still locked, so that no new lock of another process is removed. Then unlocks. */
function release(file: Deno.FsFile, path: string): void {
  try {
    if (isAt(file, path)) Deno.removeSync(path);
  } catch {
    // A file that remains does not lock the folder.
  }
  file.close();
}

function inUse(folder: string, path: string): string {
  return `the checkpoint folder ${folder} is in use: ${ownerOf(path)} trains there. Wait for it, stop it, ` +
    "or choose another folder. Nothing was changed";
}

function ownerOf(path: string): string {
  let owner = "";
  try {
    owner = Deno.readTextFileSync(path).trim();
  } catch {
    // it was made or removed a moment ago
  }
  const [, pid, host, since] = /^process (\d+) on (\S+), since (\S+)$/.exec(owner) ?? [];
  if (since === undefined) return "another process";
  const isOurs = Number(pid) === Deno.pid && host === hostname();
  return isOurs ? `another train() of this same process (${pid}), since ${since}` : owner;
}
