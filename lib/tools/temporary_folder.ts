/**
 * A folder for what a command needs only while it runs: checkpoints of a notebook that is executed, answers that are
 * checked.
 *
 * It is removed when the command ends, also by Ctrl-C. The next command removes the folder of one that was killed.
 */
import { constants } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { removeTree } from "./files.ts";
import { stopSignals } from "./stop_signals.ts";

interface TemporaryFolder extends AsyncDisposable {
  readonly folder: string;
}

const folders = new Set<string>();
let stopListening = () => {};

/** Makes the folder inside `parent`; its name begins with the id of this process. */
export async function temporaryFolder(parent: string): Promise<TemporaryFolder> {
  await Deno.mkdir(parent, { recursive: true });
  for await (const { name } of Deno.readDir(parent)) {
    if (!isRunning(Number.parseInt(name))) await removeTree(join(parent, name));
  }
  const folder = await Deno.makeTempDir({ dir: parent, prefix: `${Deno.pid}.` });
  const atStop = removedAtStop(folder);
  return {
    folder,
    [Symbol.asyncDispose]: async () => {
      try {
        await removeTree(folder);
      } finally {
        atStop[Symbol.dispose]();
      }
    },
  };
}

/** Has a folder removed where a signal ends this process, until the result is disposed of. */
export function removedAtStop(folder: string): Disposable {
  if (folders.size === 0) stopListening = removeOnSignals();
  folders.add(folder);
  return {
    [Symbol.dispose]: () => {
      folders.delete(folder);
      if (folders.size === 0) stopListening();
    },
  };
}

/** Removes the folders at a signal, which ends this process as it would without a listener. Returns what undoes this. */
function removeOnSignals(): () => void {
  const listeners = stopSignals().map((signal) => {
    const listener = () => {
      // Where a browser is open, Playwright listens, too: it closes the browser and then ends this process.
      if (process.listenerCount(signal) === 0) Deno.exit(128 + constants.signals[signal]);
    };
    Deno.addSignalListener(signal, listener);
    return () => Deno.removeSignalListener(signal, listener);
  });
  globalThis.addEventListener("unload", removeFolders);
  return () => {
    for (const remove of listeners) remove();
    globalThis.removeEventListener("unload", removeFolders);
  };
}

function removeFolders(): void {
  for (const folder of folders) {
    try {
      Deno.removeSync(folder, { recursive: true });
    } catch {
      // A program that has not ended yet may write there; the next command removes it.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0); // asks only: no signal is sent
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
