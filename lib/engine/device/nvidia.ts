/**
 * NVIDIA GPUs, as `nvidia-smi` lists them.
 *
 * `nvidia-smi` comes with the driver, so a list shows that there is a GPU and that its driver works. Whether TensorFlow
 * can use the GPU is checked in `cuda.ts`.
 */
import { isWSL } from "./machine.ts";

interface NvidiaGPU {
  readonly name: string;
  /** memory of the card; null if the GPU shares the machine's (Jetson, GB10) */
  readonly memoryBytes: number | null;
  readonly driver: string;
}

type NvidiaResult =
  | { readonly gpus: readonly NvidiaGPU[] }
  | { readonly gpus: null; readonly reason: string; readonly advice: readonly string[] };

const query = ["--query-gpu=name,memory.total,driver_version", "--format=csv,noheader,nounits"];
// In WSL the Windows driver puts its tools here, which is not always in PATH.
const wslTool = "/usr/lib/wsl/lib/nvidia-smi";

/**
 * Lists the NVIDIA GPUs of this machine, by `nvidia-smi`.
 *
 * @param o.command the program to run; default: `nvidia-smi` in PATH, then in the folder of WSL
 */
export async function nvidiaGPUs(o: { command?: string } = {}): Promise<NvidiaResult> {
  const commands = o.command ? [o.command] : ["nvidia-smi", ...(isWSL() ? [wslTool] : [])];
  for (const command of commands) {
    let output: Deno.CommandOutput;
    try {
      output = await new Deno.Command(command, { args: query, stdout: "piped", stderr: "piped" }).output();
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
      : ["With an NVIDIA GPU: install its driver (Debian: `apt-get install nvidia-driver`) and restart."],
  };
}

/**
 * Parses the output of `nvidia-smi`: one GPU a line, memory in MiB.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const [gpu] = parseNvidiaSmi("NVIDIA GeForce RTX 4060, 8188, 550.54.14\n");
 * assert.equal(gpu.memoryBytes, 8188 * 2 ** 20);
 * ```
 */
export function parseNvidiaSmi(text: string): NvidiaGPU[] {
  const gpus: NvidiaGPU[] = [];
  for (const line of text.split("\n")) {
    const [name, total, driver] = line.split(",").map((s) => s.trim());
    if (driver === undefined || !/^(\d+|\[?N\/A\]?)$/.test(total)) continue;
    const bytes = (mib: string) => /^\d+$/.test(mib) ? Number(mib) * 2 ** 20 : null;
    gpus.push({ name, memoryBytes: bytes(total), driver });
  }
  return gpus;
}
