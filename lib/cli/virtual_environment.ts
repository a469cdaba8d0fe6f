/**
 * The virtual environment `.venv`: Jupyter, and TensorFlow's shared library.
 *
 * Its stamp names the Python it was made with and the locks it was filled from. The stamp is removed before anything is
 * changed and written when all is done, so an environment without one was interrupted and is made anew; pip's cache keeps
 * what had been downloaded until then.
 */
import { layout } from "./layout.ts";
import { forgetDownloads, installLock, makeVenv } from "./pip.ts";
import { findPython, inspectPython } from "./python.ts";
import {
  chooseEngine,
  type Engine,
  type EngineChoice,
  lockHash,
  type RequirementName,
} from "./requirements.ts";
import { readStamp, removeStamp, writeStamp } from "./stamp.ts";

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
    say(`.venv: making a virtual environment with ${python.command} (Python ${version}) …`);
    await makeVenv(layout.venv, { python: python.command, say });
  } else say(`.venv is brought up to date: ${plan.reason}.`);

  if (stamp?.base !== wanted.base || plan.action !== "update") {
    await installLock(layout.venv, { lock: "base", what: "Jupyter", say });
  }
  if (engine === "none") say(`TensorFlow is left out: ${reason}.`);
  else if (stamp?.engineLock !== wanted.engineLock || plan.action !== "update") {
    const size = engine === "cuda" ? "about 3 GB with NVIDIA's libraries" : "about 250 MB";
    const what = `TensorFlow's library for ${engine} (${reason}; ${size})`;
    await installLock(layout.venv, { lock: engineLockName(engine), what, say });
  }
  const done: VenvStamp = { python: version!, ...wanted };
  await writeStamp(layout.venvStamp, done);
  await forgetDownloads();
  return done;
}
