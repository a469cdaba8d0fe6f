/** Runs code in a process of its own: a device is chosen once in a process, and reads environment variables. */

export interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Environment variables that hide all GPUs, on Linux. */
export const withoutGPU = { CUDA_VISIBLE_DEVICES: "-1", VK_DRIVER_FILES: "/none", VK_ICD_FILENAMES: "/none" };

/** @param env variables to set; the course treats an empty one as unset */
export async function runFresh(code: string, env: Record<string, string> = {}): Promise<Output> {
  const { code: exitCode, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      `import * as tf from "@tensorflow/tfjs"; import { useDevice } from "lib/engine/device"; ${code}`,
    ],
    cwd: new URL("../../../", import.meta.url),
    env: { NO_COLOR: "1", COURSE_DEVICE: "", ...env },
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code: exitCode, stdout: text(stdout), stderr: text(stderr) };
}
