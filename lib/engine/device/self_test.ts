/**
 * The self-test of a device: about 60 ops and gradients, compared with plain JavaScript.
 *
 * A driver or a kernel can be wrong without an error. So `useDevice()` runs this test once for each device, driver and
 * version, and takes the next device if a number is wrong. A test that was passed is remembered in
 * .course/self_tests.json.
 */
import * as tf from "@tensorflow/tfjs";
import { dirname } from "node:path";
import { translate } from "../../language.ts";
import { projectPath } from "../../project_folder.ts";
import type { Device, DeviceKind } from "./device.ts";
import { silenceBanner } from "./javascript.ts";
import { relativeDifference } from "./relative_difference.ts";
import { SELF_TEST_CASES, type SelfTestCase, testTensor } from "./self_test_cases.ts";
import { releaseUnusedWebGPUMemory } from "./webgpu_backend.ts";

/** Change it when the cases or lib's kernels change, so that devices are tested again. */
const VERSION = 1;

/**
 * Largest difference, relative to the largest number of a result. The faults of kernels that were found here differ by
 * 0.1 and more. CUDA computes float32 products with TF32's 10 bits of mantissa.
 */
const TOLERANCE: Readonly<Record<DeviceKind, number>> = { cuda: 1e-2, webgpu: 1e-3, cpu: 1e-3, js: 0 };

/** What one case gave. */
export interface SelfTestRow {
  readonly name: string;
  /** relative to the largest expected number; NaN if a NaN is compared with a number, or if the op threw */
  readonly difference: number;
  /** null if the difference is within the tolerance; else the first number that differs most, or the error */
  readonly wrong: string | null;
}

/**
 * Runs the test on tfjs's current backend, which stays current.
 *
 * @param kind decides the tolerance
 * @returns a row for each case
 */
export async function selfTest(
  kind: DeviceKind,
  cases: readonly SelfTestCase[] = SELF_TEST_CASES,
): Promise<SelfTestRow[]> {
  const backend = tf.getBackend();
  silenceBanner();
  const forward = "WEBGPU_CPU_FORWARD"; // by default tfjs computes small tensors on the processor, also with WebGPU
  if (kind === "webgpu") tf.env().set(forward, false);
  try {
    const expected: Float32Array[] = [];
    await tf.setBackend("cpu");
    for (const [i, one] of cases.entries()) expected.push(await resultOf(one, i));
    await tf.setBackend(backend);
    const rows: SelfTestRow[] = [];
    for (const [i, one] of cases.entries()) {
      try {
        rows.push(compare(one.name, await resultOf(one, i), { expected: expected[i], kind }));
      } catch (error) {
        rows.push({ name: one.name, difference: NaN, wrong: `it throws: ${(error as Error).message}` });
      }
    }
    return rows;
  } finally {
    if (kind === "webgpu") tf.env().set(forward, true);
    await tf.setBackend(backend);
    releaseUnusedWebGPUMemory(); // else `memoryInUse()` would count the test's tensors
  }
}

async function resultOf({ shapes, f }: SelfTestCase, index: number): Promise<Float32Array> {
  const result = tf.tidy(() => f(...shapes.map((shape, j) => testTensor(shape, 100 * index + j))));
  try {
    return Float32Array.from(await result.data());
  } finally {
    result.dispose();
  }
}

function compare(
  name: string,
  found: Float32Array,
  { expected, kind }: { readonly expected: Float32Array; readonly kind: DeviceKind },
): SelfTestRow {
  const difference = relativeDifference(found, expected);
  if (difference <= TOLERANCE[kind]) return { name, difference, wrong: null };
  if (found.length !== expected.length) {
    return { name, difference, wrong: `${found.length} numbers in place of ${expected.length}` };
  }
  const distance = (i: number) => Object.is(found[i], expected[i]) ? 0 : Math.abs(found[i] - expected[i]);
  const size = (i: number) => Number.isNaN(distance(i)) ? Infinity : distance(i);
  let at = 0;
  for (let i = 1; i < expected.length; i++) if (size(i) > size(at)) at = i;
  return { name, difference, wrong: `${found[at]} in place of ${expected[at]} (number ${at} of the result)` };
}

type TestedDevice = Pick<Device, "kind" | "name" | "versions" | "firstUse">;

/**
 * Tests a device that was just opened, unless it has passed before.
 *
 * @param o.file where passed tests are remembered; default: .course/self_tests.json
 * @returns why the device must not be used, naming each wrong op; null if its numbers are right
 */
export async function failedSelfTest(
  device: TestedDevice,
  { file = projectPath(".course/self_tests.json"), cases = SELF_TEST_CASES, now = new Date() }: {
    readonly file?: string;
    readonly cases?: readonly SelfTestCase[];
    readonly now?: Date;
  } = {},
): Promise<string | null> {
  if (device.kind === "js" || Deno.env.get("COURSE_SELF_TEST") === "off") return null;
  const key = keyOf(device), passed = readPassed(file);
  if (isRemembered(device, passed[key], now)) return null;
  if (device.firstUse) console.error(translate(`${device.firstUse}.`));
  const wrong = (await selfTest(device.kind, cases)).filter((row) => row.wrong !== null);
  if (wrong.length > 0) {
    const named = wrong.slice(0, 3).map(({ name, wrong }) => `${name} (${wrong})`).join("; ");
    const more = wrong.length > 3 ? `; and ${wrong.length - 3} more` : "";
    return `${device.name} computes wrong numbers in the self-test: ${named}${more}`;
  }
  remember(file, { ...passed, [key]: now.toISOString() });
  return null;
}

function keyOf({ kind, name, versions: { deno, tfjs, tensorflow, driver } }: TestedDevice): string {
  return JSON.stringify({ kind, name, driver, deno, tfjs, tensorflow, test: VERSION });
}

const DAY_MS = 24 * 3600 * 1000;
/** WebGPU does not tell the driver's version, so a GPU with an unknown driver is tested again after this number of days. */
const DAYS_WITHOUT_DRIVER = 30;

function isRemembered(
  { kind, versions }: TestedDevice,
  passedAt: string | undefined,
  now: Date,
): boolean {
  if (passedAt === undefined) return false;
  if (kind !== "webgpu" || versions.driver !== null) return true;
  return now.getTime() - Date.parse(passedAt) < DAYS_WITHOUT_DRIVER * DAY_MS;
}

/** By device, when its test was passed; nothing where the file is missing or damaged. */
function readPassed(file: string): Record<string, string> {
  try {
    const found = JSON.parse(Deno.readTextFileSync(file));
    return typeof found === "object" && found !== null ? found : {};
  } catch {
    return {};
  }
}

/** In a folder that cannot be written, nothing is remembered: the test takes a second or two each time. */
function remember(file: string, passed: Record<string, string>): void {
  const partial = `${file}.${Deno.pid}.tmp`;
  try {
    Deno.mkdirSync(dirname(file), { recursive: true });
    Deno.writeTextFileSync(partial, JSON.stringify(passed, null, 2) + "\n");
    Deno.renameSync(partial, file);
  } catch {
    // The course also works in a read-only folder.
  }
}
