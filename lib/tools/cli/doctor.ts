/**
 * `./course doctor`: what is installed, which engine and devices this machine has, and what to do about each gap.
 *
 * It installs nothing itself; `./course lab` and `./course test` do.
 */
import { statfs } from "node:fs/promises";
import { chooseEngine } from "./engine_choice.ts";
import { installedKernel } from "../kernelspec.ts";
import { layout } from "../layout.ts";
import { npmPackagesAreInstalled } from "./npm_packages.ts";
import { formatBytes } from "../../statistics/mod.ts";
import { exists } from "../files.ts";
import { nextStep } from "../command_error.ts";
import { translate } from "../../language.ts";
import { namesIn, tryGit } from "./git.ts";
import { fill } from "../../notebook/plot/fill.ts";
import { outputOf } from "../subprocess.ts";
import { installedTensorFlow } from "./tensorflow_library.ts";
import { inspectVenv, jupyterVenv, venvPython } from "./virtual_environment.ts";
import { print } from "../terminal.ts";

interface Finding {
  readonly what: string;
  /** false: the course does not work. null: it works, but less well. */
  readonly good: boolean | null;
  readonly found: string;
  readonly next?: string;
  /** Of a device: the notebooks compute on this one. */
  readonly preferred?: true;
}

const install = "./course lab or ./course test installs it.";
const neededDisk = 4e9;
const neededMemory = 4e9;

/** Prints a verdict and every finding. Returns whether everything that the course needs is there. */
export async function doctor(o: { json?: boolean }): Promise<boolean> {
  const findings = await examine();
  if (o.json) print(JSON.stringify(findings, null, 2));
  else print([verdict(findings), "", ...findings.map(describe)].join("\n"));
  return findings.every(({ good }) => good !== false);
}

/** One line: whether the course can run, else what to do next. */
export function verdict(findings: readonly Finding[]): string {
  const missing = findings.filter(({ good }) => good === false);
  if (missing.length > 0) {
    const nexts = [...new Set(missing.map(({ next }) => translate(next)))].join(" ");
    const names = missing.map(({ what }) => translate(what)).join(", ");
    return `${translate(`Not ready: ${names} missing;`)} ${translate("next:")} ${nexts}`;
  }
  const used = findings.find(({ preferred }) => preferred);
  const notes = findings.filter(({ good }) => good === null).length;
  return translate("Ready: everything is installed") +
    (used ? translate(`, the notebooks compute on ${used.what}`) : "") +
    (notes > 0 ? translate(`; ${notes} ${notes === 1 ? "note" : "notes"} below.`) : ".");
}

function describe({ what, good, found, next }: Finding): string {
  const mark = translate(good ? "ok     " : good === null ? "note   " : "MISSING");
  return `${mark}  ${translate(what)}: ${translate(found)}${next ? `\n         ${nextStep(next)}` : ""}`;
}

async function examine(): Promise<Finding[]> {
  const checks = [deno, courseFiles, venv, npm, jupyter, engine, devices, disk, memory];
  return (await Promise.all(checks.map((check) => check()))).flat();
}

function missing(what: string, found: string): Finding {
  return { what, good: false, found, next: install };
}

/** A note where a number is too small. */
function enough(what: string, o: { has: number; needs: number; found: string; next: string }): Finding {
  const { has, needs, found, next } = o;
  return has >= needs ? { what, good: true, found } : { what, good: null, found, next };
}

function deno(): Finding {
  return { what: "Deno", good: true, found: `${Deno.version.deno} (${Deno.execPath()})` };
}

/**
 * Files of the course that were deleted: data/ and assets/ look like downloads, and hold code and models of the notebooks.
 * Nothing where the course is no git clone.
 */
export async function courseFiles(root: string = layout.root): Promise<Finding[]> {
  const what = "course files", folders = ["lib", "data", "assets"];
  const list = await tryGit(root, "ls-files", "-z", "--deleted", "--", ...folders);
  if (list === undefined) return [];
  const gone = namesIn(list);
  if (gone.length === 0) return [{ what, good: true, found: "all there" }];
  const next = `put them back with \`git ls-files -z --deleted ${
    folders.join(" ")
  } | xargs -0 git checkout --\`.`;
  return [{ what, good: false, found: `deleted: ${gone.length}, such as ${gone[0]}`, next }];
}

async function venv(): Promise<Finding> {
  const what = ".venv";
  const { stamp, remake } = await inspectVenv(jupyterVenv);
  if (remake) return missing(what, remake);
  return { what, good: true, found: `complete, Python ${await venvPython(layout.venv) ?? stamp?.python}` };
}

async function npm(): Promise<Finding> {
  const what = "npm packages";
  if (!await npmPackagesAreInstalled()) return missing(what, "not installed yet");
  return { what, good: true, found: "as in deno.lock" };
}

async function jupyter(): Promise<Finding> {
  const what = "Jupyter";
  const version = await outputOf(layout.python, ["-c", "import jupyterlab; print(jupyterlab.__version__)"]);
  if (!version) return missing(what, "JupyterLab is not installed");
  const kernel = await installedKernel();
  if (kernel === Deno.execPath() && await exists(kernel)) {
    return { what, good: true, found: `JupyterLab ${version}, kernel ${kernel}` };
  }
  const is = kernel ? `${kernel}, which is not this Deno` : "not set up";
  return missing(what, `JupyterLab ${version}, but its kernel is ${is}`);
}

async function engine(): Promise<Finding> {
  const what = "TensorFlow";
  const stamp = await installedTensorFlow();
  const wanted = await chooseEngine();
  const { findLibrary, TensorFlowNotFoundError } = await import("../../engine/tensorflow/mod.ts");
  try {
    const { path, place } = findLibrary();
    const stale = stamp && wanted.engine === "cuda" && stamp.engine === "cpu";
    return {
      what,
      good: stale ? null : true,
      found: `${path} (${place})`,
      ...(stale ? { next: `there is a GPU (${wanted.reason}): ${install}` } : {}),
    };
  } catch (error) {
    if (!(error instanceof TensorFlowNotFoundError)) throw error;
    const places = [...new Set(error.tried.map(({ place }) => translate(place)))].join(", ");
    const without = wanted.engine === "none";
    return {
      what,
      good: without ? null : false,
      found: `its library is in none of these: ${places}`,
      next: without ? `${wanted.reason}; WebGPU or plain JavaScript computes instead.` : install,
    };
  }
}

async function devices(): Promise<Finding[]> {
  const { describeDevices } = await import("../../engine/device/mod.ts");
  return (await describeDevices()).map(({ kind, available, preferred, reason, advice }) => ({
    what: `device ${kind}`,
    good: available ? true : null,
    found: `${foundDevice(reason)}${preferred ? translate("; used unless COURSE_DEVICE names another") : ""}`,
    ...(preferred ? { preferred } : {}),
    ...(advice.length > 0 ? { next: advice.map((one) => translate(one)).join(" ") } : {}),
  }));
}

/** "found NVIDIA …": the name may be any. */
function foundDevice(reason: string): string {
  const name = reason.match(/^found (.+)$/)?.[1];
  return name === undefined ? translate(reason) : fill(translate("found {0}"), name);
}

async function disk(): Promise<Finding> {
  const { bavail, bsize } = await statfs(layout.root);
  const free = bavail * bsize;
  const next = "the course and its checkpoints need about 4 GB; make room.";
  return enough("disk", { has: free, needs: neededDisk, found: `${formatBytes(free)} free`, next });
}

async function memory(): Promise<Finding> {
  const { machineMemory } = await import("../../engine/device/mod.ts");
  const { totalBytes, freeBytes } = machineMemory();
  const found = `${formatBytes(totalBytes)}, ${formatBytes(freeBytes)} of it free`;
  const next = "the small preset needs about 4 GB; close other programs.";
  return enough("memory", { has: totalBytes, needs: neededMemory, found, next });
}
