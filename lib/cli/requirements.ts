/**
 * The locked lists of Python packages in lib/cli/python: `NAME.in` says what the course asks for, `NAME.txt` is that with
 * every version and hash, for all supported Pythons and machines (made by `deno task lock:python`).
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { CommandError } from "./command_error.ts";
import { layout } from "./layout.ts";
import { answer } from "./subprocess.ts";

export const requirementNames = [
  "bootstrap",
  "base",
  "tensorflow-cpu",
  "tensorflow-cuda",
  "pytorch",
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
 * The TensorFlow build for this machine: CUDA's where `nvidia-smi` answers, the processor's elsewhere; COURSE_ENGINE
 * overrides it.
 */
export async function chooseEngine(): Promise<EngineChoice> {
  const asked = Deno.env.get("COURSE_ENGINE");
  if (asked) {
    if (!engines.includes(asked)) {
      throw new CommandError(`COURSE_ENGINE is "${asked}"; expected one of ${engines.join(", ")}.`, {
        next: "set it to one of these, or unset it to let the course choose.",
      });
    }
    return { engine: asked as Engine, reason: `COURSE_ENGINE=${asked}` };
  }
  const gpu = await answer("nvidia-smi", ["--query-gpu=name", "--format=csv,noheader"]);
  if (gpu) return { engine: "cuda", reason: `nvidia-smi names ${gpu.split("\n")[0]}` };
  if (Deno.build.os === "darwin" && Deno.build.arch === "x86_64") {
    return { engine: "none", reason: "TensorFlow 2.21 is not published for Macs with an Intel processor" };
  }
  return { engine: "cpu", reason: "nvidia-smi does not answer" };
}
