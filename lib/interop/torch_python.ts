/**
 * The optional Python with PyTorch and Hugging Face's transformers, to compare our models with.
 *
 * `./course bench` installs it into .course/venvs/torch (about 3 GB); COURSE_TORCH_PYTHON names another one. No
 * notebook needs it. It runs isolated (`-I`): PYTHONPATH and other settings for another Python do not reach it.
 */
import { projectPath } from "../project_folder.ts";

const OWN = projectPath(".course/venvs/torch/bin/python");

/** A Python that has PyTorch and transformers, or null. */
export async function findTorchPython(
  path: string = Deno.env.get("COURSE_TORCH_PYTHON") || OWN,
): Promise<string | null> {
  const look =
    "import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, ('torch', 'transformers'))))";
  try {
    const { success } = await new Deno.Command(path, { args: ["-I", "-c", look], stderr: "null" }).output();
    return success ? path : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/**
 * Runs a Python program, without the network.
 *
 * @param o.source the program's text; @param o.args its sys.argv from 1.
 * @returns its output.
 * @throws {Error} with the end of its error output, where it failed.
 */
export async function runPython(
  python: string,
  o: { readonly source: string; readonly args?: readonly string[] },
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(python, {
    args: ["-I", "-c", o.source, ...o.args ?? []],
    env: { HF_HUB_OFFLINE: "1" },
  }).output();
  if (!success) {
    const tail = new TextDecoder().decode(stderr).trimEnd().split("\n").slice(-8).join("\n");
    throw new Error(`the Python program failed:\n${tail}`);
  }
  return new TextDecoder().decode(stdout);
}
