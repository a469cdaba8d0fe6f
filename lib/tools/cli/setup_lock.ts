/**
 * One set-up at a time: two commands started at once in the same folder wait for each other.
 *
 * The operating system locks an open file, and releases the lock when the process ends or is killed.
 */
import { dirname } from "node:path";
import { layout } from "../layout.ts";
import { say } from "../terminal.ts";

export async function withSetupLock<T>(work: () => Promise<T>): Promise<T> {
  await Deno.mkdir(dirname(layout.setupLock), { recursive: true });
  using file = await Deno.open(layout.setupLock, { create: true, write: true });
  const waiting = setTimeout(
    () => say("waiting for another ./course in this folder to finish its set-up …"),
    500,
  );
  try {
    await file.lock(true);
  } finally {
    clearTimeout(waiting);
  }
  return await work();
}
