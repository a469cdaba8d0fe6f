/**
 * Making a virtual environment and installing locked packages into it with its own pip.
 */
import { basename, join } from "node:path";
import { CommandError } from "./command_error.ts";
import { layout } from "./layout.ts";
import { PipProgress } from "./pip_progress.ts";
import { formatSeconds, ProgressLine } from "./progress_line.ts";
import { lockFile, lockSize, type RequirementName } from "./requirements.ts";
import { run } from "./subprocess.ts";

type Say = (line: string) => void;

/** Makes an empty virtual environment, in place of whatever is there, with the course's own version of pip. */
export async function makeVenv(folder: string, o: { python: string; say: Say }): Promise<void> {
  await Deno.remove(folder, { recursive: true }).catch(ignoreMissing);
  const { code, tail } = await run(o.python, ["-m", "venv", folder]);
  if (code !== 0) {
    throw new CommandError(`python -m venv failed (exit status ${code}):\n${indent(tail)}`, {
      next: tail.some((line) => line.includes("ensurepip"))
        ? "on Debian or Ubuntu: apt-get install python3-venv, then start again."
        : "see the lines above; `./course doctor` lists what is missing.",
    });
  }
  await installLock(folder, { lock: "bootstrap", what: "its installer, pip", say: o.say });
}

/**
 * Installs one lock into a virtual environment, and nothing that the lock does not name: TensorFlow is there for its
 * shared library, and its own Python dependencies are left out.
 */
export async function installLock(
  folder: string,
  { lock, what, say }: { lock: RequirementName; what: string; say: Say },
): Promise<void> {
  const started = performance.now();
  const name = basename(folder);
  say(`${name}: installing ${what} …`);
  const progress = new PipProgress(await lockSize(lock));
  const { code, tail } = await (async () => {
    using line = new ProgressLine();
    return await run(join(folder, "bin", "python"), [
      ...["-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary", ":all:"],
      ...(lock === "bootstrap" ? ["--upgrade", "--quiet"] : ["--progress-bar", "raw"]),
      ...["-r", lockFile(lock)],
    ], {
      onLine: (text) => {
        const shown = progress.read(text);
        if (shown) line.update(`  ${shown}`);
      },
    });
  })();
  if (code !== 0) {
    const errors = tail.filter((line) => /error/i.test(line));
    throw new CommandError(
      `pip could not install ${what}:\n${indent(errors.length > 0 ? errors : tail.slice(-8))}`,
      {
        next: pipAdvice(tail),
      },
    );
  }
  const shortly = what.replace(/ \(.*/, "");
  say(`${name}: installed ${shortly} in ${formatSeconds((performance.now() - started) / 1000)}.`);
}

/** Removes what pip kept in case it had to start again. */
export async function forgetDownloads(): Promise<void> {
  await Deno.remove(layout.pipCache, { recursive: true }).catch(ignoreMissing);
}

/** What to do about a failed pip, from its last lines. */
export function pipAdvice(tail: readonly string[]): string {
  const text = tail.join("\n");
  if (/No space left/i.test(text)) {
    return "make room on this disk (`./course doctor` says how much), then start again.";
  }
  if (/do not match the hashes/i.test(text)) {
    return "a downloaded package is damaged or replaced; remove .course/cache and start again.";
  }
  if (/connection|resolve|timed out|retries|proxy|SSL|certificate/i.test(text)) {
    return "connect to the internet (or set your proxy) and start again; what is downloaded already is kept.";
  }
  if (/No matching distribution|not a supported wheel/i.test(text)) {
    return "this machine or Python has no such package; COURSE_ENGINE=none ./course … works without TensorFlow.";
  }
  return "see the lines above, then start again; what is downloaded already is kept.";
}

function indent(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join("\n");
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
