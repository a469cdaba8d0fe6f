/**
 * `./course gpu`: is this GPU right, how fast is it, and which settings are fastest here. At most 15 minutes; Ctrl-C ends it
 * at any time, what is measured stays, and the next call goes on from there.
 */
import { type Device, useDevice } from "../../engine/device/mod.ts";
import { DeviceError } from "../../engine/device/use_device.ts";
import { findTorch } from "../bench/gpu/find_torch.ts";
import { measureGPU, missingGPU } from "../bench/gpu/measure_gpu.ts";
import { fasterOnProcessor, reportLines, showsFault } from "../bench/gpu/report_lines.ts";
import type { Row } from "../bench/gpu/run_steps.ts";
import { CommandError } from "../command_error.ts";
import { run } from "../subprocess.ts";
import { print, say } from "../terminal.ts";
import { ProgressLine } from "./progress_line.ts";
import { setUp } from "./setup.ts";
import { countPassedFailed } from "./suites.ts";

interface GPUOptions {
  readonly again?: boolean;
  readonly quick?: boolean;
}

/** @returns whether the device computes right and no measurement failed */
export async function gpuCommand({ again, quick }: GPUOptions): Promise<boolean> {
  await setUp();
  // Not before the measurement: a device that fails the test is to be measured, so that the record names the ops.
  Deno.env.set("COURSE_SELF_TEST", "off");
  const device = await requestedDevice();
  const missing = missingGPU(device);
  if (missing !== null) {
    throw new CommandError(`there is no GPU to measure: ${missing}`, {
      next: "see ./course doctor. COURSE_DEVICE=webgpu or cpu measures an emulated GPU, or the processor.",
    });
  }
  print(device.line);
  if (device.firstUse) print(`${device.firstUse}.`);
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  Deno.addSignalListener("SIGINT", onSignal);
  try {
    using line = new ProgressLine();
    const { result, path, row } = await measureGPU({
      device,
      reference: device.kind !== "cpu" && await hasTensorFlow() ? "cpu" : "js",
      torch: await findTorch(),
      specs,
      onProgress: (text) => line.update(`  ${text}`),
    }, {
      command: "./course gpu",
      signal: stop.signal,
      again,
      quick,
      ...reportLines((text) => {
        line.clear();
        print(text);
      }),
    });
    line.clear();
    print(`\nThe row for the table of devices in lib/tools/README.md:\n\n${row}\n`);
    say(
      path
        ? `recorded in ${path}.`
        : `nothing new was measured; the record is assets/results/${result.name}.json.`,
    );
    say(
      result.partial
        ? "not all is measured; ./course gpu goes on with the rest."
        : "please send that file and the row: as a pull request, or attached to an issue, where you cloned the course from.",
    );
    if (!path && !result.partial) say("./course gpu --again measures everything again.");
    if (result.rows.some(({ status }) => status === "time is up")) {
      say(
        "what took longer than its limit is left as it is; ./course gpu --again measures everything again.",
      );
    }
    const slower = fasterOnProcessor(result.rows);
    if (slower.length > 0) {
      say(`for ${slower.join(", ")} the processor is faster than this GPU; COURSE_DEVICE=cpu uses it.`);
    }
    return result.rows.every((row) => row.status !== "failed" && !showsFault(row));
  } finally {
    Deno.removeSignalListener("SIGINT", onSignal);
  }
}

/** @throws {CommandError} where the device that COURSE_DEVICE names cannot be used */
async function requestedDevice(): Promise<Device> {
  try {
    return await useDevice({ quiet: true });
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    throw new CommandError(error.message, { next: "see ./course doctor." });
  }
}

async function hasTensorFlow(): Promise<boolean> {
  const { findLibrary, TensorFlowNotFoundError } = await import("../../engine/tensorflow/mod.ts");
  try {
    return findLibrary() !== undefined;
  } catch (error) {
    if (error instanceof TensorFlowNotFoundError) return false;
    throw error;
  }
}

/** TensorFlow.js's own specs; after the signal, what has been counted so far. */
async function specs(signal: AbortSignal): Promise<Row> {
  const lines: string[] = [];
  const args = [
    "run",
    "--allow-all",
    "--frozen",
    "--cached-only",
    "tests/engine/tensorflow/conformance/main.ts",
  ];
  await run(Deno.execPath(), args, { signal, env: { NO_COLOR: "1" }, onLine: (line) => lines.push(line) });
  const soFar = /^\.\.\. (\d+ passed, \d+ failed, \d+ skipped) so far$/;
  const partial = lines.findLast((line) => soFar.test(line))?.match(soFar)?.[1];
  const counts = countPassedFailed(lines) ?? (partial ? countPassedFailed([partial]) : undefined);
  if (!counts) throw new Error(`the specs ended without a count: ${lines.slice(-3).join(" ")}`);
  const failed = lines.filter((line) => line.startsWith("FAILED ")).slice(0, 20);
  return { ...counts, complete: countPassedFailed(lines) !== undefined, failedSpecs: failed };
}
