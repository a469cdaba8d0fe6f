/**
 * NVIDIA GPUs, as `nvidia-smi` lists them.
 *
 * `nvidia-smi` comes with the driver, so a list shows that there is a GPU and that its driver works. Whether TensorFlow
 * can use the GPU is checked in `cuda.ts`.
 */
import { isWSL } from "./machine.ts";

export interface NvidiaGPU {
  readonly name: string;
  /** memory of the card; null if the GPU shares the machine's (Jetson, GB10) */
  readonly memoryBytes: number | null;
  readonly driver: string;
  /** such as 8.9 for an RTX 4060; null if the driver does not tell it */
  readonly computeCapability: number | null;
}

type NvidiaResult =
  | { readonly gpus: readonly NvidiaGPU[] }
  | { readonly gpus: null; readonly reason: string; readonly advice: readonly string[] };

const FIELDS = "name,memory.total,driver_version";
/** Drivers before 470 do not know compute_cap, and then list nothing. */
const QUERIES = [`${FIELDS},compute_cap`, FIELDS];
// In WSL the Windows driver puts its tools here, which is not always in PATH.
const wslTool = "/usr/lib/wsl/lib/nvidia-smi";

/**
 * Lists the NVIDIA GPUs of this machine, by `nvidia-smi`.
 *
 * @param o.command the program to run; default: `nvidia-smi` in PATH, then in the folder of WSL
 */
export async function nvidiaGPUs(
  o: { readonly command?: string; readonly os?: typeof Deno.build.os } = {},
): Promise<NvidiaResult> {
  if ((o.os ?? Deno.build.os) === "darwin") {
    const advice = ["Nothing to do: a Mac's GPU is used through WebGPU."];
    return { gpus: null, reason: "macOS has no driver for NVIDIA GPUs", advice };
  }
  const commands = o.command ? [o.command] : ["nvidia-smi", ...(isWSL() ? [wslTool] : [])];
  for (const command of commands) {
    let output: Deno.CommandOutput;
    try {
      output = await listed(command);
    } catch (e) {
      if (e instanceof Deno.errors.NotFound) continue;
      return { gpus: null, reason: `${command} could not be run: ${(e as Error).message}`, advice: [] };
    }
    const text = new TextDecoder().decode(output.stdout);
    const gpus = output.success ? parseNvidiaSmi(text) : [];
    if (gpus.length > 0) return { gpus };
    const said = (text + new TextDecoder().decode(output.stderr)).trim().split("\n")[0];
    return {
      gpus: null,
      reason: `${command} lists no GPU: ${said || `it ended with code ${output.code}`}`,
      advice: [
        "Restart the machine if its NVIDIA driver was updated since it started; otherwise install the driver again.",
      ],
    };
  }
  return {
    gpus: null,
    reason: `${commands[0]} was not found: no NVIDIA GPU, or no driver for it`,
    advice: isWSL()
      ? ["With an NVIDIA GPU: install NVIDIA's driver in Windows (not in Linux), then run `wsl --shutdown`."]
      : [
        "With an NVIDIA GPU: install its driver (Ubuntu: `ubuntu-drivers install`, Debian: `apt-get install nvidia-driver`)" +
        " and restart.",
      ],
  };
}

/** The output of the first query that this nvidia-smi knows. */
async function listed(command: string): Promise<Deno.CommandOutput> {
  let output: Deno.CommandOutput | undefined;
  for (const query of QUERIES) {
    output = await ask(command, query);
    if (output.success) break;
  }
  return output!;
}

async function ask(command: string, query: string): Promise<Deno.CommandOutput> {
  const args = [`--query-gpu=${query}`, "--format=csv,noheader,nounits"];
  return await new Deno.Command(command, { args, stdout: "piped", stderr: "piped" }).output();
}

/** Bytes that all programs together use now of the first GPU; null if nvidia-smi does not tell. */
export async function usedGPUBytes(
  { command = isWSL() ? wslTool : "nvidia-smi" } = {},
): Promise<number | null> {
  const output = await ask(command, "memory.used").catch(() => null);
  const mib = output?.success ? new TextDecoder().decode(output.stdout).match(/^\d+$/m)?.[0] : undefined;
  return mib === undefined ? null : Number(mib) * 2 ** 20;
}

/** The oldest driver for CUDA 12, and the oldest GPUs (Pascal) that TensorFlow 2.21 is built for. */
const OLDEST = { driver: 525, computeCapability: 6 } as const;

/**
 * Why TensorFlow's CUDA build cannot use this GPU, and what to do; null if it can, as far as its driver tells.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const gpu = { name: "GTX 980", memoryBytes: 2 ** 32, driver: "550.54.14", computeCapability: 5.2 };
 * assert.match(tooOldForCUDA(gpu)!.reason, /compute capability 5.2/);
 * assert.equal(tooOldForCUDA({ ...gpu, computeCapability: 8.9 }), null);
 * ```
 */
export function tooOldForCUDA(
  { name, driver, computeCapability }: NvidiaGPU,
): { readonly reason: string; readonly advice: readonly string[] } | null {
  if (computeCapability !== null && computeCapability < OLDEST.computeCapability) {
    return {
      reason:
        `${name} has compute capability ${computeCapability.toFixed(1)}, TensorFlow's CUDA build needs ` +
        `${OLDEST.computeCapability.toFixed(1)}`,
      advice: ["Nothing to do: WebGPU uses it, or else the processor computes."],
    };
  }
  if (parseInt(driver) < OLDEST.driver) {
    return {
      reason: `${name} has the driver ${driver}, and CUDA 12 needs ${OLDEST.driver} or newer`,
      advice: ["Update NVIDIA's driver and restart."],
    };
  }
  return null;
}

/**
 * Parses the output of `nvidia-smi`: one GPU a line, memory in MiB.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const [gpu] = parseNvidiaSmi("NVIDIA GeForce RTX 4060, 8188, 550.54.14, 8.9\n");
 * assert.deepEqual([gpu.memoryBytes, gpu.computeCapability], [8188 * 2 ** 20, 8.9]);
 * ```
 */
export function parseNvidiaSmi(text: string): NvidiaGPU[] {
  const gpus: NvidiaGPU[] = [];
  for (const line of text.split("\n")) {
    const [name, total, driver, capability] = line.split(",").map((s) => s.trim());
    if (driver === undefined || !/^(\d+|\[?N\/A\]?)$/.test(total)) continue;
    const bytes = (mib: string) => /^\d+$/.test(mib) ? Number(mib) * 2 ** 20 : null;
    const computeCapability = /^\d+\.\d+$/.test(capability) ? Number(capability) : null;
    gpus.push({ name, memoryBytes: bytes(total), driver, computeCapability });
  }
  return gpus;
}
