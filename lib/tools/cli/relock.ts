/**
 * `deno task lock:python`: makes lib/tools/cli/python/*.txt from the .in files beside them, with uv.
 *
 * The locks are universal (every supported Python and machine) and name no registry. TensorFlow is used for its shared
 * library only, so of its lock just TensorFlow itself and NVIDIA's libraries are kept. Needs the internet.
 */
import { join } from "node:path";
import { layout } from "../layout.ts";
import { lockFile, type RequirementName, requirementNames } from "./requirements.ts";
import { runUv } from "./uv.ts";

/** Splits a compiled lock into one block per package: its line with version and marker, then its hashes. */
export function packageBlocks(lock: string): string[] {
  return lock.split(/^(?=[a-z0-9])/m).filter((block) => /^[a-z0-9]/.test(block));
}

/** Keeps of TensorFlow's lock what its shared library needs at run time. */
export function keepsSharedLibrary(block: string): boolean {
  return /^(tensorflow|tensorflow-cpu|nvidia-[a-z0-9-]+)(\[[^\]]*\])?==/.test(block);
}

/** Arguments for uv that only one lock has. */
const OWN_ARGUMENTS: Partial<Record<RequirementName, readonly string[]>> = {
  base: ["--excludes", join(layout.requirements, "base-excluded.in")],
  tokenizers: ["--no-deps"],
};

if (import.meta.main) {
  for (const name of requirementNames) {
    const { code, tail } = await runUv([
      ...["pip", "compile", "--universal", "--generate-hashes", "--no-annotate", "--no-header", "--no-build"],
      ...["--no-emit-index-url", "--no-emit-find-links"],
      // PyTorch, which only the bench uses, needs a newer Python than the course.
      ...["--python-version", name === "pytorch" ? "3.11" : "3.10"],
      ...OWN_ARGUMENTS[name] ?? [],
      ...["--quiet", "--output-file", lockFile(name), join(layout.requirements, `${name}.in`)],
    ]);
    if (code !== 0) {
      console.error(tail.join("\n"));
      Deno.exit(code);
    }
    const blocks = packageBlocks(await Deno.readTextFile(lockFile(name)));
    const kept = name.startsWith("tensorflow") ? blocks.filter(keepsSharedLibrary) : blocks;
    const header = "# Made by `deno task lock:python`; change the .in file instead.\n";
    await Deno.writeTextFile(lockFile(name), header + kept.join(""));
    console.log(`${name}.txt: ${kept.length} packages`);
  }
}
