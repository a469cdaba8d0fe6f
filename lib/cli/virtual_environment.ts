/**
 * The virtual environment `.venv`: Jupyter, and TensorFlow's shared library.
 *
 * Its stamp names the Python it was made with and the locks it was filled from. The stamp is removed before anything is
 * changed and written when all is done, so an environment without one was interrupted and is made anew; pip's cache keeps
 * what had been downloaded until then.
 */
import { CommandError } from "./command_error.ts";
import { layout } from "./layout.ts";
import { PipProgress } from "./pip_progress.ts";
import { formatSeconds, ProgressLine } from "./progress_line.ts";
import { findPython, inspectPython } from "./python.ts";
import {
  chooseEngine,
  type Engine,
  type EngineChoice,
  lockFile,
  lockHash,
  lockSize,
  type RequirementName,
} from "./requirements.ts";
import { readStamp, removeStamp, writeStamp } from "./stamp.ts";
import { run } from "./subprocess.ts";

/** What is in `.venv`. */
export interface VenvStamp {
  /** "3.11.2" */
  readonly python: string;
  readonly base: string;
  readonly engine: Engine;
  /** The engine's lock; "" for none. */
  readonly engineLock: string;
}

/** What has to be done to `.venv`, and why. */
export type VenvPlan =
  | { readonly action: "nothing" }
  | { readonly action: "make" | "remake" | "update"; readonly reason: string };

/** Compares what is installed with what is wanted. */
export function planVenv(
  wanted: Omit<VenvStamp, "python">,
  found: { exists: boolean; stamp?: VenvStamp; python?: string },
): VenvPlan {
  const { stamp } = found;
  if (!found.exists) return { action: "make", reason: "there is none yet" };
  if (!stamp) return { action: "remake", reason: "its set-up was not finished" };
  if (found.python !== stamp.python) {
    return { action: "remake", reason: `it was made with Python ${stamp.python}, which is no longer there` };
  }
  if (stamp.engine !== wanted.engine && stamp.engine !== "none") {
    return { action: "remake", reason: `it holds TensorFlow for ${stamp.engine}, not for ${wanted.engine}` };
  }
  if (stamp.base !== wanted.base || stamp.engineLock !== wanted.engineLock) {
    return { action: "update", reason: "the locked versions have changed" };
  }
  return { action: "nothing" };
}

/**
 * The engine to install: the chosen one, but never CUDA's replaced by the processor's because a GPU does not answer today.
 */
export function keepInstalledEngine(choice: EngineChoice, stamp?: VenvStamp): EngineChoice {
  const forced = choice.reason.startsWith("COURSE_ENGINE");
  if (!forced && choice.engine === "cpu" && stamp?.engine === "cuda") {
    return { engine: "cuda", reason: "installed already; it runs on the processor, too" };
  }
  return choice;
}

function engineLockName(engine: Exclude<Engine, "none">): RequirementName {
  return `tensorflow-${engine}`;
}

/** Makes or updates `.venv` where needed; prints what it does. Answers what is in it. */
export async function setUpVenv(say: (line: string) => void): Promise<VenvStamp> {
  const stamp = await readStamp<VenvStamp>(layout.venvStamp);
  const { engine, reason } = keepInstalledEngine(await chooseEngine(), stamp);
  const wanted = {
    base: await lockHash("base"),
    engine,
    engineLock: engine === "none" ? "" : await lockHash(engineLockName(engine)),
  };
  const exists = await Deno.stat(layout.venv).then(() => true, () => false);
  const found = { exists, stamp, python: (await inspectPython(layout.python))?.version };
  const plan = planVenv(wanted, found);
  if (plan.action === "nothing") return stamp!;

  await removeStamp(layout.venvStamp);
  let version = found.python;
  if (plan.action !== "update") {
    const python = await findPython();
    version = python.version;
    if (plan.action === "remake") say(`.venv is made anew: ${plan.reason}.`);
    await Deno.remove(layout.venv, { recursive: true }).catch(ignoreMissing);
    say(`.venv: making a virtual environment with ${python.command} (Python ${version}) …`);
    await makeVenv(python.command);
    await install("bootstrap", { what: "its installer, pip", say });
  } else say(`.venv is brought up to date: ${plan.reason}.`);

  if (stamp?.base !== wanted.base || plan.action !== "update") {
    await install("base", { what: "Jupyter", say });
  }
  if (engine === "none") say(`TensorFlow is left out: ${reason}.`);
  else if (stamp?.engineLock !== wanted.engineLock || plan.action !== "update") {
    const size = engine === "cuda" ? "about 3 GB with NVIDIA's libraries" : "about 250 MB";
    await install(engineLockName(engine), {
      what: `TensorFlow's library for ${engine} (${reason}; ${size})`,
      say,
    });
  }
  const done: VenvStamp = { python: version!, ...wanted };
  await writeStamp(layout.venvStamp, done);
  await Deno.remove(layout.pipCache, { recursive: true }).catch(ignoreMissing);
  return done;
}

async function makeVenv(python: string): Promise<void> {
  const { code, tail } = await run(python, ["-m", "venv", layout.venv]);
  if (code === 0) return;
  throw new CommandError(`python -m venv failed (exit status ${code}):\n${indent(tail)}`, {
    next: tail.some((line) => line.includes("ensurepip"))
      ? "on Debian or Ubuntu: apt-get install python3-venv, then start again."
      : "see the lines above; `./course doctor` lists what is missing.",
  });
}

/** Installs one lock. TensorFlow's own Python dependencies are not wanted, so nothing outside the lock is resolved. */
async function install(
  name: RequirementName,
  { what, say }: { what: string; say: (line: string) => void },
): Promise<void> {
  const started = performance.now();
  say(`.venv: installing ${what} …`);
  const progress = new PipProgress(await lockSize(name));
  const { code, tail } = await (async () => {
    using line = new ProgressLine();
    return await run(layout.python, [
      ...["-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary", ":all:"],
      ...(name === "bootstrap" ? ["--upgrade", "--quiet"] : ["--progress-bar", "raw"]),
      ...["-r", lockFile(name)],
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
  say(
    `.venv: installed ${what.replace(/ \(.*/, "")} in ${
      formatSeconds((performance.now() - started) / 1000)
    }.`,
  );
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
