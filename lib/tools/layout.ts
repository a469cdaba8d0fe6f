/**
 * Where the course keeps what it installs and makes: every path is inside the project folder.
 *
 * Only names; nothing here touches the disk.
 */
import { join } from "node:path";
import { projectPath } from "../project_folder.ts";

const root = projectPath();
const course = join(root, ".course");
const jupyter = join(course, "jupyter");

export const layout = {
  /** The project folder: the one that holds `course` and `deno.json`. */
  root,
  /** Holds everything that the course installs; ignored by git. */
  course,
  deno: join(course, "deno"),
  denoDir: join(course, "deno_dir"),
  cache: join(course, "cache"),
  /** uv, which installs Python packages, its downloads, and the Python that it fetches if the machine has none. */
  uv: join(course, "uv"),
  uvCache: join(course, "cache", "uv"),
  pythons: join(course, "python"),
  /** Locked during an installation, so that two commands do not install at once. */
  setupLock: join(course, "setup.lock"),
  /** Locked while a command runs, so that `./course clean` removes nothing that is in use. */
  inUse: join(course, "in_use.lock"),
  /** Copies of the reader's files, made by `./course update` and `./course reset`. */
  kept: join(course, "kept"),
  /** Which exercises are solved; lib/notebook/exercises/progress.ts writes it. */
  progress: join(course, "progress.json"),
  /** The language of the notebooks that `./course lab` opened last. */
  language: join(course, "language"),
  npmStamp: join(course, "npm.json"),
  jupyter,
  /** Jupyter looks for kernels below each folder of JUPYTER_PATH; the course's own is the only one there. */
  kernels: join(jupyter, "kernels"),
  venv: join(root, ".venv"),
  python: join(root, ".venv", "bin", "python"),
  /** TensorFlow's shared library; lib/engine/tensorflow/find.ts looks here first. */
  tensorflow: join(course, "tensorflow"),
  pytorchVenv: join(course, "venvs", "torch"),
  tokenizersVenv: join(course, "venvs", "tokenizers"),
  nodeModules: join(root, "node_modules"),
  notebooks: join(root, "notebooks"),
  /** The Korean edition: composed from the English notebooks and assets/ko (lib/tools/korean). */
  koreanNotebooks: join(root, "notebooks", "ko"),
  translations: join(root, "assets", "ko", "notebooks"),
  assets: join(root, "assets"),
  /** What ./course export makes. */
  site: join(root, "site"),
  requirements: join(root, "lib", "tools", "cli", "python"),
} as const;
