/**
 * The locked lists of Python packages in lib/cli/python: `NAME.in` says what the course asks for, `NAME.txt` is that with
 * every version and hash, for all supported Pythons and machines (made by `deno task lock:python`).
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
// Not mod.ts: that loads tfjs, which a start of the course has no time for.
import { nvidiaGPUs } from "../device/nvidia.ts";
import { CommandError } from "./command_error.ts";
import { layout } from "./layout.ts";

export const requirementNames = [
  "bootstrap",
  "base",
  "tensorflow-cpu",
  "tensorflow-cuda",
  "pytorch",
  "tokenizers",
] as const;
export type RequirementName = (typeof requirementNames)[number];

/** Which of TensorFlow's builds is in the virtual environment. */
export type Engine = "cpu" | "cuda" | "none";
const engines: readonly string[] = ["cpu", "cuda", "none"] satisfies Engine[];

export function lockFile(name: RequirementName): string {
  return join(layout.requirements, `${name}.txt`);
}

/** Identifies a lock's content: packages are installed again when it changes. */
export async function lockHash(name: RequirementName): Promise<string> {
  const bytes = await Deno.readFile(lockFile(name));
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

/** How many packages a lock names: the total that progress counts towards. */
export async function lockSize(name: RequirementName): Promise<number> {
  const text = await Deno.readTextFile(lockFile(name));
  return new Set(Array.from(text.matchAll(/^([a-z0-9][a-z0-9.-]*)(?:\[[^\]]*\])?==/gm), (match) => match[1]))
    .size;
}

export interface EngineChoice {
  readonly engine: Engine;
  readonly reason: string;
}

/**
 * The TensorFlow build for this machine: CUDA's where `nvidia-smi` lists a GPU, the processor's elsewhere; COURSE_ENGINE
 * overrides it.
 *
 * @throws {CommandError} when COURSE_ENGINE names no build
 */
export async function chooseEngine(): Promise<EngineChoice> {
  const asked = Deno.env.get("COURSE_ENGINE") || undefined;
  const { gpus } = asked ? { gpus: null } : await nvidiaGPUs();
  return engineFor({ ...Deno.build, asked, gpu: gpus?.[0].name });
}

/** Picks from what is known of a machine: the build that was asked for, the system, its NVIDIA GPU. */
export function engineFor(
  { asked, gpu, os, arch }: { asked?: string; gpu?: string; os: string; arch: string },
): EngineChoice {
  if (asked) {
    if (!engines.includes(asked)) {
      throw new CommandError(`COURSE_ENGINE is "${asked}"; expected one of ${engines.join(", ")}.`, {
        next: "set it to one of these, or unset it to let the course choose.",
      });
    }
    return { engine: asked as Engine, reason: `COURSE_ENGINE=${asked}` };
  }
  if (os === "darwin" && arch === "x86_64") {
    return { engine: "none", reason: "TensorFlow 2.21 is not published for Macs with an Intel processor" };
  }
  if (!gpu) return { engine: "cpu", reason: "nvidia-smi lists no GPU" };
  // Elsewhere the wheel named "tensorflow" is built without CUDA: NVIDIA's gigabytes would lie unused beside it.
  if (os === "linux" && arch === "x86_64") return { engine: "cuda", reason: `nvidia-smi lists ${gpu}` };
  return { engine: "cpu", reason: `for ${gpu} on ${os} ${arch} TensorFlow is not published with CUDA` };
}
