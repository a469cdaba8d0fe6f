/**
 * A lock on a folder, so that two trainings never write into one: the second is told who the first is.
 *
 * The lock is the operating system's, on a small file in the folder. It ends with the process, also after a crash or
 * a kill, so a file that was left behind locks nobody out. What stands in the file only names the owner.
 * Where a file system has no locks (some network drives), the folder is used without one.
 */
import { hostname } from "node:os";
import { systemErrorCode, writingFailed } from "./write_error.ts";

const LOCK_FILE = ".training.lock";
/** What file systems without locks say; the numbers are Linux's, for which Deno has no word. */
const NO_LOCKS = ["ENOTSUP", "EOPNOTSUPP", "ENOSYS", "ENOLCK", "os error 37", "os error 38", "os error 95"];

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When it took the lock. */
  readonly since: string;
}

/** Thrown where another training has the folder. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";
}

export interface FolderLock extends Disposable {
  /** Why nothing can be written into the folder, and so no lock either; null where all is well. */
  readonly unwritable: unknown;
}

/**
 * Locks a folder until the result is disposed or the process ends.
 *
 * @param folder made where it is missing.
 * @returns the lock. In a folder that can only be read there is none, and no need of one.
 * @throws {FolderInUseError} naming the process that has it.
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
    file.close(); // the owner before removed it between opening and locking
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

/** Whether the open file is the one that the path names now. */
function isAt(file: Deno.FsFile, path: string): boolean {
  try {
    return file.statSync().ino === Deno.statSync(path).ino;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function writeOwner(file: Deno.FsFile): void {
  const owner: Owner = { pid: Deno.pid, host: hostname(), since: new Date().toISOString() };
  try {
    file.truncateSync(0);
    file.writeSync(new TextEncoder().encode(JSON.stringify(owner) + "\n"));
  } catch {
    // On a full disk the lock has no name. Whoever saves there is told.
  }
}

/** Removes the file while it is still locked, so that nobody's new lock is removed; then lets go. */
function release(file: Deno.FsFile, path: string): void {
  try {
    if (isAt(file, path)) Deno.removeSync(path);
  } catch {
    // A file that stays behind locks nobody out.
  }
  file.close();
}

function inUse(folder: string, path: string): string {
  const owner = readOwner(path);
  const isOurs = owner?.pid === Deno.pid && owner.host === hostname();
  const who = !owner
    ? "another process"
    : isOurs
    ? `another train() of this same process (${owner.pid}), since ${owner.since}`
    : `process ${owner.pid} on ${owner.host}, since ${owner.since}`;
  return `the checkpoint folder ${folder} is in use: ${who} trains there. Wait for it, stop it, or choose another ` +
    "folder. Nothing was changed";
}

function readOwner(path: string): Owner | null {
  try {
    const { pid, host, since } = JSON.parse(Deno.readTextFileSync(path));
    return Number.isInteger(pid) && typeof host === "string" ? { pid, host, since: String(since) } : null;
  } catch {
    return null; // it has just been made, or just been removed
  }
}
