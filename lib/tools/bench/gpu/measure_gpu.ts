/**
 * Measures one device by all steps and keeps the record while it grows: what `./course gpu` and a pack have in common.
 */
import type { Device } from "../../../engine/device/mod.ts";
import { translate } from "../../../language.ts";
import { readResult, type RecordedResult, recordResult } from "../../../notebook/results.ts";
import { measuredOn } from "../measured_on.ts";
import { type GPUContext, gpuSteps } from "./steps.ts";
import { type GPUStep, isPartial, type Row, runSteps, type StepEnd } from "./run_steps.ts";
import { deviceRow } from "./table_row.ts";

export interface MeasuredGPU {
  readonly result: RecordedResult;
  /** the record's file; null if nothing was measured */
  readonly path: string | null;
  /** the row for the table of devices in lib/tools/README.md */
  readonly row: string;
}

/** Whether the device computes right; the other steps measure how fast. */
const QUICK_STEPS: readonly string[] = ["first use", "self-test", "parity", "memory"];

/** The record's name, such as "gpu-cuda-nvidia-geforce-rtx-4060". */
export function recordName({ kind, name }: Pick<Device, "kind" | "name">): string {
  const words = name.toLowerCase().replace(/\([^)]*\)/g, "").replace(/[^a-z0-9]+/g, "-");
  return `gpu-${kind}-${words.replace(/^-|-$/g, "")}`;
}

/** The machine and the versions as text. A clone may hold the record of another reader's GPU of the same name. */
function madeBy({ machine, versions }: Pick<RecordedResult, "machine" | "versions">): string {
  return JSON.stringify([machine.cpu, machine.cores, machine.os, versions]);
}

/** Why there is no GPU to measure, by kind; null where a GPU computes, or COURSE_DEVICE names what is measured. */
export function missingGPU(
  { kind, considered }: Pick<Device, "kind" | "considered">,
  named = Deno.env.get("COURSE_DEVICE"),
): string | null {
  if (kind === "cuda" || kind === "webgpu" || named) return null;
  return considered.filter((one) => one.kind === "cuda" || one.kind === "webgpu")
    .map(({ kind, reason }) => `${kind}: ${translate(reason)}`).join("; ");
}

/**
 * Runs the steps that an earlier record of the same machine, device and versions does not have yet.
 *
 * @param o.folder of the record; default assets/results
 * @param o.again measures everything, also what is recorded
 * @param o.quick measures only whether the numbers are right (QUICK_STEPS); the record then says that it is partial
 */
export async function measureGPU(
  context: GPUContext,
  { folder, command, signal, again = false, quick = false, steps = gpuSteps(context), ...report }: {
    readonly folder?: URL;
    readonly command: string;
    readonly signal: AbortSignal;
    readonly again?: boolean;
    readonly quick?: boolean;
    readonly steps?: readonly GPUStep[];
    readonly onStart?: (step: GPUStep, limit: number) => void;
    readonly onRow?: (row: Row) => void;
    readonly onEnd?: (end: StepEnd) => void;
  },
): Promise<MeasuredGPU> {
  const { device } = context, name = recordName(device), measured = measuredOn(device);
  const earlier = readResult(name, folder);
  const isSame = earlier !== null && madeBy(earlier) === madeBy(measured);
  let path: string | null = null;
  const resultOf = (rows: readonly Row[]): RecordedResult => {
    const seconds = rows.reduce((sum, row) => sum + (row.status ? Number(row.seconds) : 0), 0);
    const partial = isPartial(rows, steps) ? { partial: true as const } : {};
    return { name, command, ...measured, seed: 0, minutes: Math.round(seconds / 6) / 10, ...partial, rows };
  };
  const before = isSame ? earlier.rows : [];
  /** Rows of now, and of each step that was not begun now those of before: a stop loses nothing. */
  const withEarlier = (rows: readonly Row[]) => [
    ...rows,
    ...before.filter((earlier) => !rows.some(({ step }) => step === earlier.step)),
  ];
  const rows = await runSteps(steps.filter(({ name }) => !quick || QUICK_STEPS.includes(name)), {
    rows: again ? [] : before,
    signal,
    save: (rows) => path = recordResult(resultOf(withEarlier(rows)), folder),
    ...report,
  });
  const result = resultOf(withEarlier(rows));
  const title = device.line.slice(0, device.line.indexOf(device.name) + device.name.length); // "CUDA: …"
  return { result, path, row: deviceRow(result, title) };
}
