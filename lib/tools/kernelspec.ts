/**
 * The course's Jupyter kernel: our Deno, in a folder that only our Jupyter reads.
 *
 * It is named "deno", as the notebooks say, so that other editors with a Deno kernel of their own can open them; inside
 * JUPYTER_PATH the name means the pinned version. The kernel ends with the program that started it: Jupyter gives it a
 * session of its own, so it would outlive a closed terminal.
 */
import { join } from "node:path";
import { layout } from "./layout.ts";
import { readStamp, writeAtomically } from "./stamp.ts";
import { withParent } from "./subprocess.ts";

export const kernelName = "deno";
export const kernelFile = join(layout.kernels, kernelName, "kernel.json");

/** What kernel.json says; `deno` is the absolute path of the binary. */
export function kernelspec(deno: string) {
  return {
    argv: withParent(deno, "jupyter", "--kernel", "--conn", "{connection_file}"),
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
