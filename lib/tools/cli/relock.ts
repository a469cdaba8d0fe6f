/**
 * `deno task lock:python`: makes lib/tools/cli/python/*.txt from the .in files beside them, with uv.
 *
 * The locks have the hashes of the wheels for the course's Pythons and machines, and name no registry. TensorFlow is used
 * for its shared library only, so of its lock just TensorFlow itself and NVIDIA's libraries are kept. Needs the internet.
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

/** Whether a wheel is for CPython 3.10 to 3.14 on Linux with glibc or on macOS, x64 or arm64. */
export function isSupportedWheel(file: string): boolean {
  const [, python, abi, platforms] = file.match(/-([^-]+)-([^-]+)-([^-]+)\.whl$/) ?? [];
  const minor = Number(python?.match(/^cp3(\d+)$/)?.[1] ?? 10);
  return platforms !== undefined && minor <= 14 &&
    /^(none|abi3|cp31[0-4])$/.test(abi) &&
    platforms.split(".").some((platform) =>
      /^(any|(many)?linux\w*_(x86_64|aarch64)|macosx_\w+_(x86_64|arm64|universal2))$/.test(platform)
    );
}

/** A package's block with the hashes of these wheels only; nothing where none is left. */
export function withHashes(block: string, wanted: ReadonlySet<string>): string {
  const [head, ...hashes] = block.trim().split(/\s*\\\n\s*--hash=sha256:/);
  const kept = hashes.filter((hash) => wanted.has(hash));
  return kept.length === 0 ? "" : `${[head, ...kept].join(" \\\n    --hash=sha256:")}\n`;
}

/** Arguments for uv that only one lock has. */
const OWN_ARGUMENTS: Partial<Record<RequirementName, readonly string[]>> = {
  base: ["--excludes", join(layout.requirements, "base-excluded.in")],
  tokenizers: ["--no-deps"],
};

/** Runs uv's resolver for all supported Pythons and machines. */
async function compile(name: RequirementName, args: readonly string[]): Promise<void> {
  const { code, tail } = await runUv([
    ...["pip", "compile", "--universal", "--no-build", "--quiet"],
    // PyTorch, which only the bench uses, needs a newer Python than the course.
    ...["--python-version", name === "pytorch" ? "3.11" : "3.10", ...args],
  ]);
  if (code !== 0) throw new Error(`locking ${name}: ${tail.join("\n")}`);
}

/** The hashes of a lock's supported wheels; only uv's other format says which hash is which file's. */
async function supportedHashes(name: RequirementName): Promise<Set<string>> {
  const folder = await Deno.makeTempDir();
  try {
    const file = join(folder, "pylock.toml");
    await compile(name, ["--no-deps", "--format", "pylock.toml", "--output-file", file, lockFile(name)]);
    const wheels = (await Deno.readTextFile(file)).matchAll(/\/([^/"]+\.whl)".*sha256 = "([0-9a-f]{64})"/g);
    return new Set(wheels.filter(([, wheel]) => isSupportedWheel(wheel)).map(([, , hash]) => hash));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) {
  for (const name of requirementNames) {
    const formatted = ["--generate-hashes", "--no-annotate", "--no-header"];
    const anonymous = ["--no-emit-index-url", "--no-emit-find-links"];
    await compile(name, [
      ...[...formatted, ...anonymous, ...OWN_ARGUMENTS[name] ?? [], "--output-file", lockFile(name)],
      join(layout.requirements, `${name}.in`),
    ]);
    const all = packageBlocks(await Deno.readTextFile(lockFile(name)));
    const hashes = await supportedHashes(name);
    const blocks = name.startsWith("tensorflow")
      ? all.filter(keepsSharedLibrary)
      : all.map((block) => withHashes(block, hashes)).filter((block) => block !== "");
    const header = "# Made by `deno task lock:python`; change the .in file instead.\n";
    await Deno.writeTextFile(lockFile(name), header + blocks.join(""));
    console.log(`${name}.txt: ${blocks.length} packages`);
  }
}
