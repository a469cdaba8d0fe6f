/** The date, machine, versions and tuning of a measurement, as recorded results have them. */
import type { Device } from "../../engine/device/mod.ts";
import { describeMachine, type RecordedResult, recordResult } from "../../notebook/results.ts";

export function measuredOn(device: Device): Pick<RecordedResult, "date" | "machine" | "versions" | "tuning"> {
  const isGPU = device.kind === "cuda" || device.kind === "webgpu";
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(isGPU ? device.name : undefined),
    versions: knownVersions(device.versions),
    ...(Object.keys(device.tuning).length > 0 ? { tuning: device.tuning } : {}),
  };
}

/** Versions by name, without those that are null. */
export function knownVersions(versions: object): Record<string, string> {
  return Object.fromEntries(Object.entries(versions).filter(([, version]) => version !== null));
}

/** Saves rows that were measured here since `startMs` (`performance.now()`). @returns the file's path */
export function recordRows(
  device: Device,
  o: {
    readonly name: string;
    readonly command: string;
    readonly seed: number;
    readonly startMs: number;
    readonly rows: readonly object[];
  },
): string {
  const { startMs, rows, ...named } = o;
  const minutes = Math.round((performance.now() - startMs) / 6000) / 10;
  return recordResult({ ...named, ...measuredOn(device), minutes, rows: rows.map((row) => ({ ...row })) });
}
