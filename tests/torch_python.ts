/** The Python with PyTorch and transformers that some tests hold ours against, where there is one. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inTemporaryFolder } from "./temporary_folder.ts";

export { inTemporaryFolder };

export const torchPython = Deno.env.get("COURSE_TORCH_PYTHON") ??
  fileURLToPath(new URL("../.course/venvs/torch/bin/python", import.meta.url));

type PythonPackage = "torch" | "transformers" | "peft" | "accelerate";

/** Which of the packages the Python has, or why there is no Python. */
async function findPackages(): Promise<Set<string> | string> {
  const script = "import importlib.util as u, sys; print(*[n for n in sys.argv[1:] if u.find_spec(n)])";
  const names: PythonPackage[] = ["torch", "transformers", "peft", "accelerate"];
  try {
    const { stdout } = await new Deno.Command(torchPython, { args: ["-c", script, ...names], stderr: "null" })
      .output();
    return new Set(new TextDecoder().decode(stdout).trim().split(" "));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return "no Python in .course/venvs/torch; ./course bench installs it, COURSE_TORCH_PYTHON names another";
    }
    throw error;
  }
}

const found = await findPackages();

/** "" if the Python has the packages, otherwise why it cannot be used. */
function missing(packages: readonly PythonPackage[]): string {
  if (typeof found === "string") return found;
  const lacking = packages.filter((name) => !found.has(name));
  return lacking.length === 0 ? "" : `the Python in .course/venvs/torch lacks ${lacking.join(" and ")}`;
}

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
export function torchTest(
  name: string,
  fn: (folder: string) => Promise<void>,
  { needs = [] }: { readonly needs?: readonly PythonPackage[] } = {},
): void {
  const why = missing(["torch", "transformers", ...needs]);
  Deno.test({
    name: name + (why && ` (skipped: ${why})`),
    ignore: why !== "",
    fn: () => inTemporaryFolder(fn),
  });
}
