/**
 * A Python environment with the packages of one lock: `.venv` with Jupyter, and those that the bench compares with.
 *
 * A new environment is made beside the old one, which it replaces when it is complete. The stamp inside names the Python
 * and the lock. Nothing in it names the folder, so a clone may be moved.
 */
import { basename, join } from "node:path";
import { installFailure } from "./install_advice.ts";
import { layout } from "../layout.ts";
import { elapsedSince } from "./progress_line.ts";
import { lockFile, lockHash, type RequirementName } from "./requirements.ts";
import { type Finished, outputOf } from "../subprocess.ts";
import { exists, readStamp, removeTree, writeStamp } from "../files.ts";
import { say } from "../terminal.ts";
import { forgetDownloads, runUv } from "./uv.ts";

/** The Pythons that the locks have wheels for, in uv's words. */
const supportedPythons = "cpython>=3.10,<3.15";

interface VenvStamp {
  /** "3.11.2" */
  readonly python: string;
  readonly lock: string;
}

export interface VenvOptions {
  readonly folder: string;
  readonly lock: RequirementName;
  readonly what: string;
}

/** The version of an environment's Python, such as "3.11.2"; undefined where it does not run. */
export async function venvPython(folder: string): Promise<string | undefined> {
  const script = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
  return await outputOf(join(folder, "bin", "python"), ["-I", "-c", script]);
}

/** Why an environment must be made again; undefined when it is complete and up to date. */
export function whyRemake(
  lock: string,
  { exists, stamp, python }: { exists: boolean; stamp?: Partial<VenvStamp>; python?: string },
): string | undefined {
  if (!exists) return "there is none yet";
  if (!stamp?.python) return "its set-up was not finished";
  // Packages belong to a minor version of Python; patch versions change with the system's updates.
  const minor = (version: string) => version.split(".").slice(0, 2).join(".");
  if (!python || minor(python) !== minor(stamp.python)) {
    return `it was made with Python ${stamp.python}, which is no longer there`;
  }
  if (stamp.lock !== lock) return "the locked versions have changed";
  return undefined;
}

/** The stamp of the environment, and why it must be made again, if it must. */
export async function inspectVenv(
  { folder, lock }: Pick<VenvOptions, "folder" | "lock">,
): Promise<{ readonly stamp?: VenvStamp; readonly remake?: string }> {
  const stamp = await readStamp<VenvStamp>(join(folder, "course.json"));
  const isThere = await exists(folder);
  const python = isThere ? await venvPython(folder) : undefined;
  return { stamp, remake: whyRemake(await lockHash(lock), { exists: isThere, stamp, python }) };
}

/** Makes the environment where it is missing or out of date. */
export async function setUpVenv({ folder, lock, what }: VenvOptions): Promise<void> {
  await finishExchange(folder);
  const { remake } = await inspectVenv({ folder, lock });
  if (!remake) return;
  const started = performance.now();
  const name = basename(folder);
  say(`${name}: installing ${what} (${remake}) …`);
  const next = `${folder}.new`;
  const stamp = await fill(next, { lock, what });
  await finishExchange(folder);
  await forgetDownloads();
  say(`${name}: done in ${elapsedSince(started)}, with Python ${stamp.python}.`);
}

/** Makes a new environment in an empty folder; removes it when that fails. */
async function fill(folder: string, { lock, what }: Pick<VenvOptions, "lock" | "what">): Promise<VenvStamp> {
  try {
    const python = Deno.env.get("COURSE_PYTHON") || supportedPythons;
    succeed(
      await runUv(["venv", "--no-project", "--relocatable", "--clear", "--python", python, folder]),
      `make an environment with Python ${python}`,
    );
    succeed(
      await runUv([
        ...["pip", "sync", "--require-hashes", "--no-build", "--python", join(folder, "bin", "python")],
        lockFile(lock),
      ]),
      `install ${what}`,
    );
    const stamp: VenvStamp = { python: await venvPython(folder) ?? "", lock: await lockHash(lock) };
    await writeStamp(join(folder, "course.json"), stamp);
    return stamp;
  } catch (error) {
    await removeTree(folder);
    throw error;
  }
}

/** @throws {CommandError} when uv failed at `task`, with its last lines */
export function succeed({ code, tail }: Finished, task: string): void {
  if (code !== 0) throw installFailure(`uv could not ${task}`, tail);
}

/** Replaces a folder by the complete new one beside it, also where an earlier start was interrupted here. */
export async function finishExchange(folder: string): Promise<void> {
  const [next, old] = [`${folder}.new`, `${folder}.old`];
  if (await exists(join(next, "course.json"))) {
    await removeTree(old);
    await Deno.rename(folder, old).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
    await Deno.rename(next, folder);
  }
  await removeTree(old);
}

export const jupyterVenv: VenvOptions = { folder: layout.venv, lock: "base", what: "Jupyter" };
