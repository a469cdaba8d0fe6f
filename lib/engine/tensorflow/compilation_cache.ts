/**
 * XLA's compilation cache: programs that were compiled once are kept in a folder, and the next process reads them.
 *
 * A program is read much faster than it is compiled, and the process needs less memory, because it needs no compiler. The
 * results are the same, bit for bit. The first step of the GPT with 0.12 M parameters takes 1.0 s; with compiling it takes
 * 3.2 s and 180 MB more.
 *
 * A folder holds what one machine compiled with one version and one set of flags, because machine code that another processor
 * compiled may use instructions that this one does not have.
 */
import { createHash } from "node:crypto";
import { cpus } from "node:os";
import { statfsSync } from "node:fs";
import { join, resolve } from "node:path";
import { projectPath } from "../../project_folder.ts";
import { TensorFlowError } from "./status.ts";

/** The flags below were tested with this version. A flag that TensorFlow does not know ends the process. */
const TESTED = /^2\.21\./;
/** The oldest programs are removed when all need more than this. A training step needs 0.1 to 2 MB. */
const MAX_BYTES = 256 * 2 ** 20;
/** With less free space there is no cache: a program that cannot be written ends the step that compiled it. */
const MIN_FREE_BYTES = 2 ** 30;
/** The names of our folders and of XLA's files. Only these are removed: the reader may have chosen a folder with other files. */
const OUR_FOLDER = /^[0-9a-f]{16}$/, PROGRAM_FILE = /^xla_compile_cache__/;

export interface CompilationCacheOptions {
  /**
   * holds one folder for each machine, version and set of flags; default: COURSE_COMPILATION_CACHE, or .course/cache/xla;
   * null keeps nothing
   */
  readonly parent?: string | null;
  readonly maxBytes?: number;
  readonly minFreeBytes?: number;
}

/** The folder that XLA uses in this process. */
export class CompilationCache {
  constructor(readonly folder: string) {}

  /** Whether a call failed because a program in the folder cannot be read, or not be written. */
  isAtFault(error: unknown): boolean {
    return error instanceof TensorFlowError &&
      (error.reason.includes(this.folder) ||
        /Serialized cache|Read less bytes than requested/.test(error.reason));
  }

  /** Removes the programs in the folder. Those that this process has read or compiled stay in its memory. */
  clear(): void {
    for (const { path } of programsIn(this.folder)) removeFile(path);
  }
}

/**
 * Makes XLA keep what it compiles for the CPU. To be called before the first program is compiled: TF_XLA_FLAGS is read then.
 *
 * @param version TensorFlow's
 * @returns null if nothing is kept: an untested version, COURSE_COMPILATION_CACHE=off, a folder that cannot be written,
 *   a disk that is nearly full, or flags of the user's own for this cache
 */
export function useCompilationCache(
  version: string,
  o: CompilationCacheOptions = {},
): CompilationCache | null {
  const { parent = parentFolder(), maxBytes = MAX_BYTES, minFreeBytes = MIN_FREE_BYTES } = o;
  const flags = withoutOwnFlags();
  if (parent === null || !TESTED.test(version)) return null;
  const isFile = flags !== "" && !flags.startsWith("-");
  if (isFile || flags.includes("persistent_cache")) return null;
  const folder = join(parent, machineKey(version, flags));
  try {
    Deno.mkdirSync(folder, { recursive: true });
    Deno.removeSync(Deno.makeTempFileSync({ dir: folder, suffix: ".tmp" })); // throws where nothing can be written
    removeOldest(parent, maxBytes);
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < minFreeBytes) return null;
  } catch {
    return null;
  }
  Deno.env.set("TF_XLA_FLAGS", `${ownFlags(folder)} ${flags}`.trim());
  return new CompilationCache(folder);
}

/** From the environment, or the default; null if nothing is to be kept. */
function parentFolder(): string | null {
  const chosen = Deno.env.get("COURSE_COMPILATION_CACHE");
  return chosen === "off" ? null : chosen ? resolve(chosen) : projectPath(".course/cache/xla");
}

/** The path is in quotes, because TensorFlow splits its flags at white space. Programs for a GPU are not kept: not tested. */
function ownFlags(folder: string): string {
  const quoted = `"${folder.replace(/["\\]/g, "\\$&")}"`;
  return `--tf_xla_persistent_cache_directory=${quoted} --tf_xla_persistent_cache_device_types=CPU`;
}

const OWN_FLAGS =
  /--tf_xla_persistent_cache_directory="(?:[^"\\]|\\.)*" --tf_xla_persistent_cache_device_types=CPU/g;

/** TF_XLA_FLAGS without what `ownFlags` has set in the process that started this one; another TensorFlow may not know it. */
function withoutOwnFlags(): string {
  const inherited = Deno.env.get("TF_XLA_FLAGS") ?? "", flags = inherited.replace(OWN_FLAGS, "").trim();
  if (flags !== inherited.trim()) Deno.env.set("TF_XLA_FLAGS", flags);
  return flags;
}

/** Everything that the machine code depends on, apart from the program. */
function machineKey(version: string, flags: string): string {
  const variables = ["XLA_FLAGS", "TF_ENABLE_ONEDNN_OPTS"].map((name) => Deno.env.get(name) ?? "");
  const parts = [version, Deno.build.arch, processor(), navigator.hardwareConcurrency, flags, ...variables];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

/** The processor's name and what it can do. */
function processor(): string {
  const model = cpus()[0]?.model ?? "";
  if (Deno.build.os !== "linux") return model;
  const features = /^(?:flags|Features)\s*:.*$/m.exec(Deno.readTextFileSync("/proc/cpuinfo"))?.[0] ?? "";
  return `${model} ${features}`;
}

interface KeptFile {
  readonly path: string;
  readonly bytes: number;
  readonly written: number;
}

/** What XLA has written into a folder. */
function programsIn(folder: string): KeptFile[] {
  return namesIn(folder, PROGRAM_FILE).flatMap((name) => {
    const path = join(folder, name), info = ifThere(() => Deno.lstatSync(path));
    return info?.isFile ? [{ path, bytes: info.size, written: info.mtime?.getTime() ?? 0 }] : [];
  });
}

function namesIn(folder: string, wanted: RegExp): string[] {
  const entries = ifThere(() => [...Deno.readDirSync(folder)]) ?? [];
  return entries.map(({ name }) => name).filter((name) => wanted.test(name));
}

function removeOldest(parent: string, maxBytes: number): void {
  const files = namesIn(parent, OUR_FOLDER).flatMap((name) => programsIn(join(parent, name)));
  let bytes = 0;
  for (const file of files.sort((a, b) => b.written - a.written)) {
    bytes += file.bytes;
    if (bytes > maxBytes) removeFile(file.path);
  }
}

function removeFile(path: string): void {
  ifThere(() => Deno.removeSync(path));
}

/** What `read` returns; undefined where the file or folder is not there: another process may have removed it. */
function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
