/** The Python with PyTorch and transformers that some tests hold ours against, where there is one. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

export const torchPython = Deno.env.get("COURSE_TORCH_PYTHON") ??
  fileURLToPath(new URL("../.course/venvs/torch/bin/python", import.meta.url));

/** "" if the Python is there and has PyTorch and transformers, otherwise why it cannot be used. */
async function missingTorch(): Promise<string> {
  try {
    const { success } = await new Deno.Command(torchPython, {
      args: [
        "-c",
        "import importlib.util as u, sys; sys.exit(not (u.find_spec('torch') and u.find_spec('transformers')))",
      ],
      stderr: "null",
    }).output();
    return success ? "" : "the Python in .course/venvs/torch lacks PyTorch or transformers";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return "no Python in .course/venvs/torch; ./course bench installs it, COURSE_TORCH_PYTHON names another";
    }
    throw error;
  }
}

const missing = await missingTorch();

/** Runs Python, never asking a network for a model. @returns what it printed */
export async function runTorchPython(args: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(torchPython, {
    args: ["-B", ...args],
    env: { HF_HUB_OFFLINE: "1", TOKENIZERS_PARALLELISM: "false", OMP_NUM_THREADS: "1" },
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

/** A test in a folder of its own that needs the Python; skipped, saying why, where there is none. */
export function torchTest(name: string, fn: (folder: string) => Promise<void>): void {
  Deno.test({
    name: name + (missing && ` (skipped: ${missing})`),
    ignore: missing !== "",
    fn: () => inTemporaryFolder(fn),
  });
}

/** Calls `use` with a new folder and removes it afterwards. */
export async function inTemporaryFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
