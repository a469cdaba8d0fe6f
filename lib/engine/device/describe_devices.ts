/**
 * Each kind of device: whether this machine has it, and what to do if not. Data for `./course doctor`.
 *
 * It only looks: no backend is chosen and no library is opened. `useDevice()` reports whether a device opens.
 */
import type { Candidate, DeviceKind } from "./device.ts";
import { candidates, findDevice } from "./use_device.ts";

export interface DeviceDescription {
  readonly kind: DeviceKind;
  /** found, and not a GPU emulated in software */
  readonly available: boolean;
  /** whether `useDevice()` would try this one first */
  readonly preferred: boolean;
  readonly reason: string;
  /** what the user can do to have it; if it is available, what to know before its first use */
  readonly advice: readonly string[];
}

/** Describes each kind of device, in the order of preference. */
export async function describeDevices(all: readonly Candidate[] = candidates): Promise<DeviceDescription[]> {
  const rows = await Promise.all(all.map(describe));
  const first = rows.findIndex((row) => row.available);
  return rows.map((row, i) => ({ ...row, preferred: i === first }));
}

async function describe(candidate: Candidate): Promise<Omit<DeviceDescription, "preferred">> {
  const { kind } = candidate;
  const found = await findDevice(candidate);
  if ("reason" in found) return { kind, available: false, reason: found.reason, advice: found.advice };
  const advice = found.firstUse === undefined ? [] : [`${found.firstUse}.`];
  return { kind, available: true, reason: `found ${found.name}`, advice };
}
