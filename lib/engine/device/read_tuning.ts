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

type TunedDevice = Pick<Device, "kind" | "name" | "cores" | "versions">;

const FILE = projectPath(".course/tuning.json");

/**
 * The tuning of a device; `{}` if none was measured.
 *
 * @throws RangeError if COURSE_TUNING or the file is not a tuning
 */
export function readTuning(
  device: TunedDevice,
  { file = FILE, forced = Deno.env.get("COURSE_TUNING") }: {
    readonly file?: string;
    readonly forced?: string;
  } = {},
): Tuning {
  if (forced === "off") return {};
  if (forced) {
    return checked(forced, "COURSE_TUNING", 'Set it to "off", or to the tuning of a record.') as Tuning;
  }
  return (readAll(file)[keyOf(device)] ?? {}) as Tuning;
}

/** Keeps the tuning of a device; the file keeps those of other devices. */
export function writeTuning(device: TunedDevice, tuning: Tuning, { file = FILE } = {}): void {
  const text = JSON.stringify({ ...readAll(file), [keyOf(device)]: tuning }, null, 2);
  Deno.mkdirSync(dirname(file), { recursive: true });
  Deno.writeTextFileSync(`${file}.tmp`, text + "\n");
  Deno.renameSync(`${file}.tmp`, file);
}

/** A driver does not change which mode is faster; another version of TensorFlow may. */
function keyOf({ kind, name, cores, versions: { tfjs, tensorflow } }: TunedDevice): string {
  return JSON.stringify({ kind, name, cores, tensorflow: tensorflow ?? `js ${tfjs}` });
}

function readAll(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = Deno.readTextFileSync(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
  return checked(text, file, "Remove the file; ./course bench --tune measures again.");
}

function checked(text: string, what: string, next: string): Record<string, unknown> {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (cause) {
    throw new RangeError(`reading ${what}: it is not JSON. ${next}`, { cause });
  }
  if (typeof found === "object" && found !== null && !Array.isArray(found)) {
    return found as Record<string, unknown>;
  }
  throw new RangeError(`reading ${what}: expected an object, found ${text.slice(0, 40)}. ${next}`);
}
