/**
 * .course/tuning.json: what `./course bench --tune` measured, by device and version.
 *
 * The variable COURSE_TUNING overrides the file. `off` means the default modes. Otherwise it holds a tuning as JSON, such as
 * the one in a run's record.
 */
import { dirname } from "node:path";
import { projectPath } from "../../project_folder.ts";
import type { Tuning } from "../ops/tuning.ts";
import type { Device } from "./device.ts";

/** What tells one tuned device from another. */
export type TunedDevice = Pick<Device, "kind" | "name" | "cores" | "versions">;

const FILE = projectPath(".course/tuning.json");

interface FoundTuning {
  readonly tuning: Tuning;
  /** why the file's tuning is not in use; null where it is, or where nothing was measured */
  readonly ignored: string | null;
}

/**
 * The tuning of a device. A file that is damaged, or was measured on another device or version, is ignored: it only
 * costs speed.
 *
 * @throws RangeError if COURSE_TUNING is not a tuning
 */
export function readTuning(
  device: TunedDevice,
  { file = FILE, forced = Deno.env.get("COURSE_TUNING") }: {
    readonly file?: string;
    readonly forced?: string;
  } = {},
): FoundTuning {
  if (forced === "off") return { tuning: {}, ignored: null };
  if (forced) {
    const { value, wrong } = parsed(forced);
    const fault = wrong ?? faultOf(value);
    if (fault === null) return { tuning: value as Tuning, ignored: null };
    throw new RangeError(`reading COURSE_TUNING: ${fault}. Set it to "off", or to the tuning of a record.`);
  }
  const { all, wrong } = readAll(file);
  const found = all[keyOf(device)];
  const fault = wrong ?? (found === undefined ? othersOnly(all) : faultOf(found));
  if (fault === null) return { tuning: (found ?? {}) as Tuning, ignored: null };
  return { tuning: {}, ignored: `${file} is not used: ${fault}. ./course bench --tune measures this device` };
}

/** Keeps the tuning of a device; the file keeps those of other devices. A damaged file is replaced. */
export function writeTuning(device: TunedDevice, tuning: Tuning, { file = FILE } = {}): void {
  const text = JSON.stringify({ ...readAll(file).all, [keyOf(device)]: tuning }, null, 2);
  Deno.mkdirSync(dirname(file), { recursive: true });
  Deno.writeTextFileSync(`${file}.tmp`, text + "\n");
  Deno.renameSync(`${file}.tmp`, file);
}

/** A driver does not change which mode is faster; another version of TensorFlow may. */
function keyOf({ kind, name, cores, versions: { tfjs, tensorflow } }: TunedDevice): string {
  return JSON.stringify({ kind, name, cores, tensorflow: tensorflow ?? `js ${tfjs}` });
}

/** All tunings of the file; none if it is missing, and none with a reason if it is damaged. */
function readAll(file: string): { all: Record<string, unknown>; wrong: string | null } {
  let text: string;
  try {
    text = Deno.readTextFileSync(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { all: {}, wrong: null };
    return { all: {}, wrong: `it cannot be read (${(error as Error).message})` };
  }
  const { value, wrong } = parsed(text);
  return { all: value, wrong };
}

function parsed(text: string): { value: Record<string, unknown>; wrong: string | null } {
  if (text.trim() === "") return { value: {}, wrong: "it is empty" };
  try {
    const value = JSON.parse(text);
    if (isObject(value)) return { value, wrong: null };
  } catch {
    return { value: {}, wrong: "it is not JSON" };
  }
  return { value: {}, wrong: `it holds ${text.trim().slice(0, 40)} in place of an object` };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The devices of a file that has no tuning for this one; null if it has none at all. */
function othersOnly(all: Record<string, unknown>): string | null {
  const names = Object.keys(all).map((key) => {
    const { value } = parsed(key);
    return value.name
      ? `${value.name} (${value.kind}, cores: ${value.cores}, TensorFlow ${value.tensorflow})`
      : key;
  });
  return names.length === 0 ? null : `it was measured on ${names.join(" and ")}`;
}

const CLASSES = new Set(
  ["plain", "loop"].flatMap((kind) => ["small", "medium", "large"].map((size) => `${kind} ${size}`)),
);

/** What is wrong with a tuning; null if nothing is. */
function faultOf(tuning: unknown): string | null {
  if (!isObject(tuning)) return `a tuning is ${JSON.stringify(tuning)} in place of an object`;
  const isNumber = (value: unknown) => typeof value === "number" && value >= 0;
  for (const [name, value] of Object.entries(tuning)) {
    const isRight = name === "modes"
      ? isObject(value) &&
        Object.entries(value).every(([of, mode]) => CLASSES.has(of) && (mode === "graph" || mode === "xla"))
      : name === "fusedFrom"
      ? value === null || isNumber(value)
      : name === "shortStepFlops" && isNumber(value);
    if (!isRight) return `its ${name} is ${JSON.stringify(value)}, which this version does not know`;
  }
  return null;
}
