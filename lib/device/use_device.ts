/**
 * `useDevice()`: picks the fastest device that works, makes it tfjs's backend, and says what was picked and why.
 *
 * The order is CUDA, WebGPU, native CPU, plain JavaScript. A device that is found but does not open counts as
 * one that is not there, with what it said as the reason. Names and types are in `device.ts`.
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
import { formatBytes } from "./format_bytes.ts";
import { javascript } from "./javascript.ts";
import { coreCount } from "./machine.ts";
import { nativeCPU } from "./native_cpu.ts";
import { webgpu } from "./webgpu.ts";
import { webGPUFailed } from "./webgpu_backend.ts";

export interface DeviceOptions {
  /** Take this kind or fail; default: what COURSE_DEVICE names, otherwise the fastest there is */
  readonly kind?: DeviceKind;
  /** Print nothing */
  readonly quiet?: boolean;
}

/** Every candidate, in the order in which they are tried. */
export const candidates: readonly Candidate[] = [cuda, webgpu, nativeCPU, javascript];

/** A device that was asked for by name cannot be had. The message says what was tried, found and can be done. */
export class DeviceError extends Error {
  override readonly name = "DeviceError";
  constructor(message: string, readonly considered: readonly Considered[], options?: ErrorOptions) {
    super(message, options);
  }
}

let current: Device | null = null;
let queue: Promise<unknown> = Promise.resolve();

/**
 * Makes the fastest device that works the one that tfjs computes on.
 *
 * Calling it again answers the same device, until another kind is asked for, another backend was set meanwhile,
 * or the GPU failed. Tensors stay on the device that made them; tfjs moves them when they are next used.
 *
 * @throws DeviceError if a kind was asked for that cannot be had
 * @throws RangeError if COURSE_DEVICE is no kind of device
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { useDevice } from "lib/device";
 * const device = await useDevice({ kind: "js", quiet: true });
 * assert.equal(device.backend, "cpu");
 * assert.deepEqual(device.considered.map(({ kind, chosen }) => [kind, chosen]), [["js", true]]);
 * ```
 */
export function useDevice(o: DeviceOptions = {}): Promise<Device> {
  // One at a time: two calls at once must not open two devices.
  const picked = queue.then(() => pickDevice(o));
  queue = picked.catch(() => {});
  return picked;
}

async function pickDevice(o: DeviceOptions): Promise<Device> {
  const kind = o.kind ?? kindFromEnvironment(Deno.env.get("COURSE_DEVICE"));
  const inUse = current !== null && tf.getBackend() === current.backend && !webGPUFailed();
  if (inUse && (kind === undefined || kind === current!.kind)) return current!;
  current = await chooseDevice(candidates, kind);
  if (!o.quiet) console.log(current.line);
  return current;
}

/**
 * Reads COURSE_DEVICE; unset and empty mean no wish.
 *
 * @throws RangeError if it is no kind of device
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

/**
 * Opens the first of these candidates that works, or the one of the kind asked for.
 *
 * @throws DeviceError if none can be opened
 */
export async function chooseDevice(all: readonly Candidate[], kind?: DeviceKind): Promise<Device> {
  const forced = kind !== undefined;
  const considered: Considered[] = [];
  const advice: string[] = [];
  let cause: unknown;
  let device: Omit<Device, "considered" | "line" | "cores"> | null = null;
  for (const candidate of forced ? all.filter((one) => one.kind === kind) : all) {
    const add = (reason: string, chosen = false) => considered.push({ kind: candidate.kind, chosen, reason });
    if (device !== null) {
      add(`not tried: ${device.kind} comes first`);
      continue;
    }
    const probe = await candidate.probe();
    if (!probe.available) {
      add(probe.reason);
      advice.push(...probe.advice);
    } else if (probe.found.software && !forced) {
      add(`${probe.found.name} imitates a GPU in software: slower than the processor itself`);
    } else {
      try {
        const opened = await candidate.open(probe.found);
        device = describe(candidate.kind, probe.found, opened);
        add(forced ? "asked for by name" : `${probe.found.name} works, and nothing faster does`, true);
      } catch (error) {
        cause = error;
        add(`${probe.found.name} was found but cannot be used: ${(error as Error).message}`);
      }
    }
  }
  if (device !== null) {
    return { ...device, cores: coreCount(), considered, line: deviceLine(device) };
  }
  throw new DeviceError(
    [
      `No device: tried ${considered.map((one) => one.kind).join(", ")}.`,
      ...considered.map((one) => `${one.kind}: ${one.reason}.`),
      ...advice,
      `Ask for another kind (${deviceKinds.join(", ")}) by COURSE_DEVICE, or unset it.`,
    ].join("\n"),
    considered,
    { cause },
  );
}

function describe(
  kind: DeviceKind,
  found: Found,
  opened: { readonly backend: string; readonly tensorflow: string | null },
) {
  const versions = {
    deno: Deno.version.deno,
    tfjs: tf.version_core,
    tensorflow: opened.tensorflow,
    driver: found.driver,
  };
  return { kind, name: found.name, backend: opened.backend, memoryBytes: found.memoryBytes, versions };
}

const engineNames: Record<DeviceKind, string> = {
  cuda: "CUDA",
  webgpu: "WebGPU",
  cpu: "CPU",
  js: "plain JavaScript (slow)",
};

function deviceLine(
  { kind, name, memoryBytes, versions }: Pick<Device, "kind" | "name" | "memoryBytes" | "versions">,
) {
  const gpu = kind === "cuda" || kind === "webgpu";
  return [
    `${engineNames[kind]}: ${name}`,
    ...(gpu ? [] : [`${coreCount()} cores`]),
    ...(memoryBytes === null ? [] : [`${formatBytes(memoryBytes)} memory`]),
    versions.tensorflow === null ? `TensorFlow.js ${versions.tfjs}` : `TensorFlow ${versions.tensorflow}`,
  ].join(", ");
}
