/**
 * `useDevice()`: chooses the fastest device that works, makes it tfjs's backend, and says what was chosen and why.
 *
 * The order is CUDA, WebGPU, native CPU, plain JavaScript. If a device is found but does not open, or computes wrong
 * numbers in the self-test, the next one is tried, and the error becomes the reason. Names and types are in `device.ts`.
 */
import * as tf from "@tensorflow/tfjs";
import { cuda } from "./cuda.ts";
import {
  type Candidate,
  type Considered,
  type Device,
  type DeviceKind,
  deviceKinds,
  type Found,
} from "./device.ts";
import { translate } from "../../language.ts";
import { formatBytes } from "../../statistics/format.ts";
import { javascript } from "./javascript.ts";
import { coreCount } from "./machine.ts";
import { nativeCPU } from "./native_cpu.ts";
import { failedSelfTest } from "./self_test.ts";
import { setTuning } from "../ops/tuning.ts";
import { readTuning } from "./read_tuning.ts";
import { webgpu } from "./webgpu.ts";
import { webGPUFailed } from "./webgpu_backend.ts";

interface DeviceOptions {
  /** use this kind or fail; default: the kind in COURSE_DEVICE, otherwise the fastest that works */
  readonly kind?: DeviceKind;
  /** print nothing */
  readonly quiet?: boolean;
}

/** All candidates, in the order in which they are tried. */
export const candidates: readonly Candidate[] = [cuda, webgpu, nativeCPU, javascript];

/** The requested device cannot be used. The message says what was tried, what was found and what to do. */
export class DeviceError extends Error {
  override readonly name = "DeviceError";
  constructor(message: string, readonly considered: readonly Considered[], options?: ErrorOptions) {
    super(message, options);
  }
}

let current: Device | null = null;
let queue: Promise<unknown> = Promise.resolve();

/**
 * Makes tfjs compute on the fastest device that works. A device that is used for the first time is tested first
 * (self_test.ts, a second or two); one that computes wrong numbers is passed over, with a message.
 *
 * A later call returns the same device, unless another kind is requested, another backend was set in between, or the
 * GPU failed. Tensors stay on the device that made them; tfjs moves them when they are used next.
 *
 * @throws DeviceError if the requested kind cannot be used
 * @throws RangeError if COURSE_DEVICE is not a kind of device
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { useDevice } from "lib/engine/device";
 * const device = await useDevice({ kind: "js", quiet: true });
 * assert.equal(device.backend, "cpu");
 * assert.deepEqual(device.considered.map(({ kind, chosen }) => [kind, chosen]), [["js", true]]);
 * ```
 */
export function useDevice(o: DeviceOptions = {}): Promise<Device> {
  // One after the other: two calls at the same time must not open two devices.
  const picked = queue.then(() => pickDevice(o));
  queue = picked.catch(() => {});
  return picked;
}

async function pickDevice(o: DeviceOptions): Promise<Device> {
  const kind = o.kind ?? kindFromEnvironment(Deno.env.get("COURSE_DEVICE"));
  const inUse = current !== null && tf.getBackend() === current.backend && !webGPUFailed();
  if (inUse && (kind === undefined || kind === current!.kind)) return current!;
  current = await chooseDevice(candidates, kind, failedSelfTest);
  setTuning(current.tuning);
  const wrong = current.considered.filter(({ failedSelfTest }) => failedSelfTest);
  wrong.forEach(({ kind, reason }) =>
    console.error(translate(`${kind} is not used: ${reason}. ${AFTER_SELF_TEST}`))
  );
  if (o.quiet) return current;
  console.log(translate(current.line));
  if (current.tuningIgnored) console.error(translate(`${current.tuningIgnored}.`));
  return current;
}

/**
 * Reads COURSE_DEVICE; undefined if it is unset or empty.
 *
 * @throws RangeError if it is not a kind of device
 */
export function kindFromEnvironment(value: string | undefined): DeviceKind | undefined {
  if (value === undefined || value === "") return undefined;
  const kind = deviceKinds.find((known) => known === value);
  if (kind !== undefined) return kind;
  throw new RangeError(
    `COURSE_DEVICE names the device to use: expected one of ${deviceKinds.join(", ")}, got "${value}". ` +
      "Unset it to take the fastest device there is.",
  );
}

/** Why an opened device must not be used; null if it may. */
type Test = (device: Pick<Device, "kind" | "name" | "versions" | "firstUse">) => Promise<string | null>;

const AFTER_SELF_TEST = "Update the GPU's driver; COURSE_SELF_TEST=off uses it all the same.";

/**
 * Opens the first candidate that works, or the one of the requested kind.
 *
 * @param test runs on each device that opens; default: none
 * @throws DeviceError if none can be opened
 */
export async function chooseDevice(
  all: readonly Candidate[],
  kind?: DeviceKind,
  test: Test = () => Promise.resolve(null),
): Promise<Device> {
  const forced = kind !== undefined;
  const considered: Considered[] = [];
  const refusals: Refusal[] = [];
  let opened: Omit<Device, "considered"> | null = null;
  for (const candidate of all.filter((one) => !forced || one.kind === kind)) {
    const consider = (one: Omit<Considered, "kind">) => considered.push({ kind: candidate.kind, ...one });
    if (opened !== null) {
      consider({ chosen: false, reason: `not tried: ${opened.kind} comes first` });
      continue;
    }
    const result = await tryDevice(candidate, forced, test);
    if ("reason" in result) {
      const { reason, failedSelfTest } = result;
      refusals.push(result);
      consider({ chosen: false, reason, ...(failedSelfTest && { failedSelfTest }) });
    } else {
      opened = result;
      const reason = forced ? "requested by name" : `${opened.name} works, and nothing faster does`;
      consider({ chosen: true, reason });
    }
  }
  if (opened !== null) return { ...opened, considered };
  throw new DeviceError(
    [
      translate(forced ? `The device "${kind}" was requested and cannot be used.` : "No device can be used."),
      ...considered.map((one) => `${one.kind}: ${translate(one.reason).replace(/\.$/, "")}.`),
      ...refusals.flatMap((refusal) => refusal.advice).map((advice) => translate(advice)),
      translate(
        `COURSE_DEVICE names another kind (${
          deviceKinds.join(", ")
        }); unset, it takes the fastest that works.`,
      ),
    ].join("\n"),
    considered,
    { cause: refusals.at(-1)?.cause },
  );
}

interface Refusal {
  readonly reason: string;
  readonly advice: readonly string[];
  readonly cause?: unknown;
  readonly failedSelfTest?: true;
}

/** Looks for a device; one that emulates a GPU in software counts only if it is requested by name. */
export async function findDevice({ kind, probe }: Candidate, forced = false): Promise<Found | Refusal> {
  const probed = await probe();
  if (!probed.available) return probed;
  const { found } = probed;
  if (!found.software || forced) return found;
  return {
    reason: `${found.name} emulates a GPU in software: slower than the processor itself`,
    advice: [...found.advice ?? [], `COURSE_DEVICE=${kind} uses it all the same, for tests.`],
  };
}

async function tryDevice(
  candidate: Candidate,
  forced: boolean,
  test: Test,
): Promise<Omit<Device, "considered"> | Refusal> {
  const { kind, open } = candidate;
  const found = await findDevice(candidate, forced);
  if ("reason" in found) return found;
  let opened: Awaited<ReturnType<typeof open>>;
  try {
    opened = await open(found);
  } catch (cause) {
    const reason = `${found.name} was found but cannot be used: ${(cause as Error).message}`;
    return { reason, advice: [], cause };
  }
  const { name, memoryBytes, driver, firstUse, maxTensorBytes } = found;
  const { backend, tensorflow } = opened;
  const versions = { deno: Deno.version.deno, tfjs: tf.version_core, tensorflow, driver };
  const device = {
    ...{ kind, name, backend, memoryBytes, cores: coreCount(), versions },
    ...(firstUse !== undefined && { firstUse }),
    ...(maxTensorBytes && { maxTensorBytes }),
  };
  const failed = await test(device);
  if (failed !== null) return { reason: failed, advice: [AFTER_SELF_TEST], failedSelfTest: true };
  const { tuning, ignored } = readTuning(device);
  const tuned = { ...device, tuning, ...(ignored !== null && { tuningIgnored: ignored }) };
  return { ...tuned, line: deviceLine(tuned) };
}

const engineNames: Record<DeviceKind, string> = {
  cuda: "CUDA",
  webgpu: "WebGPU",
  cpu: "CPU",
  js: "plain JavaScript (slow)",
};

function deviceLine(
  { kind, name, memoryBytes, cores, versions, tuning }: Omit<Device, "considered" | "line">,
): string {
  const gpu = kind === "cuda" || kind === "webgpu";
  return [
    `${engineNames[kind]}: ${name}`,
    ...(gpu ? [] : [`${cores} ${cores === 1 ? "core" : "cores"}`]),
    ...(memoryBytes === null ? [] : [`${formatBytes(memoryBytes)} memory`]),
    versions.tensorflow === null ? `TensorFlow.js ${versions.tfjs}` : `TensorFlow ${versions.tensorflow}`,
    ...(Object.keys(tuning).length > 0 ? ["tuned"] : []),
  ].join(", ");
}
