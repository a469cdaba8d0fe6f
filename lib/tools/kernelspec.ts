/**
 * The course's Jupyter kernel: our Deno, in a folder that only our Jupyter reads.
 *
 * Its name is "deno", as in the notebooks, so that other editors can open them with their own Deno kernel; inside
 * JUPYTER_PATH the name means the pinned version. Jupyter starts a kernel in its own session, so a closed terminal does not
 * end it; with_parent.sh ends it together with the program that started it.
 */
import { join } from "node:path";
import { layout } from "./layout.ts";
import { readStamp, writeAtomically } from "./files.ts";
import { withParent } from "./subprocess.ts";

export const kernelName = "deno";
const startKernel = join(layout.root, "lib", "tools", "start_kernel.sh");
const kernelFile = join(layout.kernels, kernelName, "kernel.json");

/** What kernel.json says; `deno` is the absolute path of the binary. */
export function kernelspec(deno: string) {
  return {
    argv: withParent("/bin/sh", startKernel, deno, layout.python, "{connection_file}"),
    display_name: "Deno (course)",
    language: "typescript",
    env: { DENO_DIR: layout.denoDir, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "" },
  };
}

/** Writes kernel.json for the Deno that is running; the folder may have been moved since the last time. */
export async function writeKernelspec(): Promise<void> {
  const text = JSON.stringify(kernelspec(Deno.execPath()), null, 2) + "\n";
  const current = await Deno.readTextFile(kernelFile).catch(() => "");
  if (current !== text) await writeAtomically(kernelFile, text);
}

/** The Deno that kernel.json starts. */
export async function installedKernel(): Promise<string | undefined> {
  const spec = await readStamp<ReturnType<typeof kernelspec>>(kernelFile);
  const { argv } = kernelspec("");
  return spec?.argv[argv.indexOf("")];
}
