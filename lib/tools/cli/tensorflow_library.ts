/**
 * TensorFlow's shared library in .course/tensorflow. It is taken from TensorFlow's Python package, of which only the
 * library's files are kept, and NVIDIA's CUDA libraries where there is a GPU. No Python imports them, so any Python will
 * do, also one for which TensorFlow is not published.
 */
import { join } from "node:path";
import { chooseEngine, type Engine, type EngineChoice, keepInstalledEngine } from "./engine_choice.ts";
import { layout } from "../layout.ts";
import { elapsedSince } from "./progress_line.ts";
import { lockFile, lockHash } from "./requirements.ts";
import { readStamp, removeTree, writeStamp } from "../files.ts";
import { say } from "../terminal.ts";
import { forgetDownloads, runUv } from "./uv.ts";
import { finishExchange, succeed } from "./virtual_environment.ts";

interface TensorFlowStamp {
  readonly engine: Engine;
  readonly lock: string;
}

/** The newest Python that TensorFlow 2.21 has a package for; the library in each of them is the same. */
const packagedFor = "3.13";
const library = /^libtensorflow_(cc|framework)\.(so\.2|2\.dylib)$/;
const stampFile = join(layout.tensorflow, "course.json");

/** What is installed; undefined when nothing is, or not whole. */
export function installedTensorFlow(): Promise<TensorFlowStamp | undefined> {
  return readStamp<TensorFlowStamp>(stampFile);
}

/** Installs the library where it is missing or not the one that this machine needs. */
export async function setUpTensorFlow(): Promise<void> {
  await finishExchange(layout.tensorflow);
  const stamp = await installedTensorFlow();
  const choice = keepInstalledEngine(await chooseEngine(), stamp?.engine);
  const { engine, reason } = choice;
  if (engine === "none") {
    if (stamp?.engine !== "none") say(`TensorFlow is left out: ${reason}.`);
    return await exchange({ engine, lock: "" }, stamp);
  }
  const lock = await lockHash(`tensorflow-${engine}`);
  if (stamp?.engine === engine && stamp.lock === lock) return;
  await install(choice, engine);
  await exchange({ engine, lock }, stamp);
  await forgetDownloads();
}

const next = `${layout.tensorflow}.new`;

async function install({ reason }: EngineChoice, engine: "cpu" | "cuda"): Promise<void> {
  const started = performance.now();
  const size = engine === "cuda" ? "about 3 GB with NVIDIA's libraries" : "about 260 MB";
  const what = `TensorFlow's library for ${engine}`;
  say(`${what}: installing (${reason}; ${size}) …`);
  await removeTree(next);
  succeed(
    await runUv([
      ...["pip", "install", "--require-hashes", "--no-build", "--no-deps", "--python", layout.python],
      ...["--python-version", packagedFor, "--target", next],
      ...["--requirements", lockFile(`tensorflow-${engine}`)],
    ]),
    `install ${what}`,
  );
  await keepLibraries(next);
  say(`${what}: done in ${elapsedSince(started)}.`);
}

/** Removes everything but shared libraries from an installed TensorFlow; the `.dist-info` folders stay. */
export async function keepLibraries(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (name !== "tensorflow" && name !== "nvidia" && !name.endsWith(".dist-info")) {
      await removeTree(join(folder, name));
    }
  }
  const tensorflow = join(folder, "tensorflow");
  for await (const { name } of Deno.readDir(tensorflow)) {
    if (!library.test(name)) await removeTree(join(tensorflow, name));
  }
}

async function exchange(stamp: TensorFlowStamp, before?: TensorFlowStamp): Promise<void> {
  if (stamp.engine === "none") {
    if (before?.engine === "none") return;
    await removeTree(next);
  }
  await writeStamp(join(next, "course.json"), stamp);
  await finishExchange(layout.tensorflow);
}
