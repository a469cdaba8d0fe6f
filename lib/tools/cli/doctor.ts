/**
 * `./course doctor`: what is installed, which engine and devices this machine has, and what to do about each gap.
 *
 * It installs nothing itself; `./course lab` and `./course test` do.
 */
import { dirname, join } from "node:path";
import { statfs } from "node:fs/promises";
import { chooseEngine } from "./engine_choice.ts";
import { installedKernel } from "../kernelspec.ts";
import { layout } from "../layout.ts";
import { npmPackagesAreInstalled } from "./npm_packages.ts";
import { formatBytes } from "../../statistics/mod.ts";
import { exists } from "../paths.ts";
import { outputOf } from "../subprocess.ts";
import { installedTensorFlow } from "./tensorflow_library.ts";
import { inspectVenv, jupyterVenv, venvPython } from "./virtual_environment.ts";
import { print } from "../terminal.ts";

interface Finding {
  readonly what: string;
  /** false: the course does not work. null: it works, but less well. */
  readonly good: boolean | null;
  readonly found: string;
  /** What to do about a gap. */
  readonly next?: string;
}

const install = "./course lab or ./course test installs it.";
const neededDisk = 4e9;
const neededMemory = 4e9;

/** Prints every finding. Returns whether everything that the course needs is there. */
export async function doctor(o: { json?: boolean }): Promise<boolean> {
  const findings = await examine();
  if (o.json) print(JSON.stringify(findings, null, 2));
  else print(findings.map(describe).join("\n"));
  return findings.every(({ good }) => good !== false);
}

function describe({ what, good, found, next }: Finding): string {
  const mark = good ? "ok     " : good === null ? "note   " : "MISSING";
  return `${mark}  ${what}: ${found}${next ? `\n         next: ${next}` : ""}`;
}

async function examine(): Promise<Finding[]> {
  const checks = [deno, venv, npm, jupyter, engine, devices, disk, memory];
  return (await Promise.all(checks.map((check) => check()))).flat();
}

function deno(): Finding {
  return { what: "Deno", good: true, found: `${Deno.version.deno} at ${Deno.execPath()}` };
}

async function venv(): Promise<Finding> {
  const what = ".venv";
  const { stamp, remake } = await inspectVenv(jupyterVenv);
  if (remake) return { what, good: false, found: remake, next: install };
  return { what, good: true, found: `complete, Python ${await venvPython(layout.venv) ?? stamp?.python}` };
}

async function npm(): Promise<Finding> {
  const good = await npmPackagesAreInstalled();
  return good
    ? { what: "npm packages", good, found: "as in deno.lock" }
    : { what: "npm packages", good, found: "not installed yet", next: install };
}

async function jupyter(): Promise<Finding> {
  const what = "Jupyter";
  const version = await outputOf(layout.python, ["-c", "import jupyterlab; print(jupyterlab.__version__)"]);
  if (!version) return { what, good: false, found: "JupyterLab is not installed", next: install };
  const kernel = await installedKernel();
  if (kernel !== Deno.execPath() || !await exists(kernel)) {
    return {
      what,
      good: false,
      found: `JupyterLab ${version}, but its kernel is ${
        kernel ? `${kernel}, which is not this Deno` : "not set up"
      }`,
      next: install,
    };
  }
  return { what, good: true, found: `JupyterLab ${version}, kernel ${kernel}` };
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
    const places = [...new Set(error.tried.map(({ place }) => place))].join(", ");
    const without = wanted.engine === "none";
    return {
      what,
      good: without ? null : false,
      found: `its library is in none of these: ${places}`,
      next: without ? `${wanted.reason}; WebGPU or plain JavaScript computes instead.` : install,
    };
  }
}

/** Every device that lib/engine/device can use. */
async function devices(): Promise<Finding[]> {
  const { describeDevices } = await import("../../engine/device/mod.ts");
  return (await describeDevices()).map(({ kind, available, preferred, reason, advice }) => ({
    what: `device ${kind}`,
    good: available ? true : null,
    found: `${reason}${preferred ? "; used unless COURSE_DEVICE names another" : ""}`,
    ...(advice.length > 0 ? { next: advice.join(" ") } : {}),
  }));
}

async function disk(): Promise<Finding> {
  const { bavail, bsize } = await statfs(dirname(join(layout.root, "deno.json")));
  const free = bavail * bsize;
  return {
    what: "disk",
    good: free >= neededDisk ? true : null,
    found: `${formatBytes(free)} free`,
    ...(free >= neededDisk ? {} : { next: "the course and its checkpoints need about 4 GB; make room." }),
  };
}

async function memory(): Promise<Finding> {
  const { machineMemory } = await import("../../engine/device/mod.ts");
  const { totalBytes, freeBytes } = machineMemory();
  return {
    what: "memory",
    good: totalBytes >= neededMemory ? true : null,
    found: `${formatBytes(totalBytes)}, ${formatBytes(freeBytes)} of it free`,
    ...(totalBytes >= neededMemory
      ? {}
      : { next: "the small preset needs about 4 GB; close other programs." }),
  };
}
