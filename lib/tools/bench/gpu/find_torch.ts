/**
 * The PyTorch that `./course gpu` compares with: the one of `./course bench`, else that of the reader's own `python3`.
 * Nothing is installed.
 */
import { join } from "node:path";
import { exists } from "../../files.ts";
import { layout } from "../../layout.ts";
import { outputOf } from "../../subprocess.ts";

export interface Torch {
  /** a Python that has torch and transformers */
  readonly python: string;
  /** such as "2.15.0+cu130" */
  readonly version: string;
  /** whether it computes on an NVIDIA GPU: it is a build for CUDA, and the driver is new enough for it */
  readonly cuda: boolean;
}

const SCRIPT = "import torch, transformers; print(torch.__version__, torch.cuda.is_available())";

/**
 * @param o.own the Python of `./course bench`
 * @param o.path the folders in which programs are looked for. Not those of `courseEnvironment`, where .venv comes first.
 * @returns null where no Python has both packages
 */
export async function findTorch(
  { own = join(layout.pytorchVenv, "bin", "python"), path = Deno.env.get("PATH") ?? "" } = {},
): Promise<Torch | null> {
  const pythons = [own, ...path.split(":").filter(Boolean).map((folder) => join(folder, "python3"))];
  for (const python of pythons) {
    if (!await exists(python)) continue;
    // Lines before the last one are warnings, such as that the driver is too old.
    const found = (await outputOf(python, ["-c", SCRIPT]))?.split("\n").at(-1)?.match(/^(\S+) (True|False)$/);
    if (found) return { python, version: found[1], cuda: found[2] === "True" };
    if (python !== own) return null; // the first python3 is the reader's; others are the system's
  }
  return null;
}
