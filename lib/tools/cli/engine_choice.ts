/** Which build of TensorFlow this machine gets. */
// Not mod.ts: that would load tfjs, which makes every start slow.
import { nvidiaGPUs, tooOldForCUDA } from "../../engine/device/nvidia.ts";
import { CommandError } from "../command_error.ts";

/** CUDA's build, the processor's, or no TensorFlow at all. */
export type Engine = "cpu" | "cuda" | "none";
const engines: readonly string[] = ["cpu", "cuda", "none"] satisfies Engine[];

export interface EngineChoice {
  readonly engine: Engine;
  readonly reason: string;
}

/**
 * The TensorFlow build for this machine: CUDA's where `nvidia-smi` lists a GPU that it can use, else the processor's; COURSE_ENGINE
 * overrides it.
 *
 * @throws {CommandError} when COURSE_ENGINE names no build
 */
export async function chooseEngine(): Promise<EngineChoice> {
  const asked = Deno.env.get("COURSE_ENGINE") || undefined;
  const { gpus } = asked ? { gpus: null } : await nvidiaGPUs();
  const tooOld = gpus === null ? undefined : tooOldForCUDA(gpus[0])?.reason;
  return engineFor({ ...Deno.build, asked, gpu: gpus?.[0].name, tooOld });
}

export function engineFor(
  { asked, gpu, tooOld, os, arch }: {
    asked?: string;
    gpu?: string;
    /** why CUDA cannot use it */
    tooOld?: string;
    os: string;
    arch: string;
  },
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
  if (tooOld) return { engine: "cpu", reason: tooOld };
  // Elsewhere the package "tensorflow" is built without CUDA and could not use NVIDIA's libraries.
  if (os === "linux" && arch === "x86_64") return { engine: "cuda", reason: `nvidia-smi lists ${gpu}` };
  return { engine: "cpu", reason: `for ${gpu} on ${os} ${arch} TensorFlow is not published with CUDA` };
}

/**
 * The engine to install: the chosen one. An installed CUDA build stays when nvidia-smi lists no GPU this time.
 */
export function keepInstalledEngine(choice: EngineChoice, installed?: Engine): EngineChoice {
  const forced = choice.reason.startsWith("COURSE_ENGINE");
  if (!forced && choice.engine === "cpu" && installed === "cuda") {
    return { engine: "cuda", reason: "installed already; it runs on the processor, too" };
  }
  return choice;
}
