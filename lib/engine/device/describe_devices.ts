/**
 * Every kind of device, whether this machine has it, and what to do about it if not: data for `./course doctor`.
 *
 * Looks only: no backend is chosen, no library opened. What opening a device says is in `useDevice()`'s answer.
 */
import type { Candidate, DeviceKind } from "./device.ts";
import { candidates, softwareReason } from "./use_device.ts";

export interface DeviceDescription {
  readonly kind: DeviceKind;
  /** Found, and fast enough to be picked without being asked for */
  readonly available: boolean;
  /** `useDevice()` would try this one first */
  readonly preferred: boolean;
  readonly name: string | null;
  readonly memoryBytes: number | null;
  /** Why it is or is not available */
  readonly reason: string;
  /** What a person can do to have it; empty if nothing needs doing */
  readonly advice: readonly string[];
}

/** Looks for every kind of device, in the order of preference. */
export async function describeDevices(all: readonly Candidate[] = candidates): Promise<DeviceDescription[]> {
  const rows = await Promise.all(all.map(describe));
  const first = rows.findIndex((row) => row.available);
  return rows.map((row, i) => ({ ...row, preferred: i === first }));
}

async function describe({ kind, probe }: Candidate): Promise<Omit<DeviceDescription, "preferred">> {
  const answer = await probe();
  if (!answer.available) {
    return {
      kind,
      available: false,
      name: null,
      memoryBytes: null,
      reason: answer.reason,
      advice: answer.advice,
    };
  }
  const { name, memoryBytes, software } = answer.found;
  if (!software) return { kind, available: true, name, memoryBytes, reason: `found ${name}`, advice: [] };
  return {
    kind,
    available: false,
    name,
    memoryBytes,
    reason: softwareReason(answer.found),
    advice: [`COURSE_DEVICE=${kind} uses it all the same, for tests.`],
  };
}
