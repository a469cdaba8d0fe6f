/**
 * checkpoint.json: the record of a checkpoint, with the hashes that show damage to its files.
 *
 * The record contains the size and SHA-256 of each file beside it, and a SHA-256 of its own content, so a flipped bit or a
 * file of another step is found.
 */
import { createHash } from "node:crypto";
import { writeSynced } from "./atomic_folder.ts";
import { systemErrorCode } from "./write_error.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The content of checkpoint.json. */
export interface CheckpointRecord {
  /** Training steps finished. */
  readonly step: number;
  /** Loss on held-out text at this step, nats per token; null if it was not measured. */
  readonly heldOutLoss: number | null;
  /** The model's architecture, so that the weights can be loaded by another program. */
  readonly config: Json;
  /** What training needs to continue: its settings and the losses so far. */
  readonly run: Json;
}

/** Size and hash of a file when it was written. */
export interface FileSeal {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export type Seals = Readonly<Record<string, FileSeal>>;

/** Thrown if the content of a checkpoint is not what was saved. An earlier checkpoint may be usable. */
export class DamagedCheckpointError extends RangeError {
  override readonly name = "DamagedCheckpointError";

  constructor(path: string, reason: string, cause?: unknown) {
    super(`the checkpoint ${path} is damaged: ${reason}`, { cause });
  }
}

const RECORD_FILE = "checkpoint.json";
const FORMAT = 2;

/** Writes checkpoint.json into a folder and syncs it. */
export async function writeRecord(
  folder: string,
  { step, heldOutLoss, config, run, seals }: CheckpointRecord & { readonly seals: Seals },
): Promise<void> {
  const part = (name: keyof FileSeal) =>
    Object.fromEntries(Object.entries(seals).map(([file, seal]) => [file, seal[name]]));
  const content = {
    format: FORMAT,
    step,
    heldOutLoss,
    bytes: part("bytes"),
    sha256: part("sha256"),
    config,
    run,
  };
  const record = JSON.parse(JSON.stringify(content, refuseNonFinite));
  record.recordSha256 = hashOf(record);
  await writeSynced(`${folder}/${RECORD_FILE}`, JSON.stringify(record, null, 1) + "\n");
}

/** JSON would write NaN as null silently. */
function refuseNonFinite(key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new RangeError(`"${key}" is ${value}; a checkpoint holds finite numbers only`);
  }
  return value;
}

/** The hash of the values, not of the text, so spaces and line ends do not matter. */
function hashOf(record: unknown): string {
  return createHash("sha256").update(JSON.stringify(record)).digest("hex");
}

/**
 * Reads and checks checkpoint.json, and checks the sizes of the files. `verifyFile` checks their content.
 *
 * @throws {DamagedCheckpointError} if something is wrong; it says what.
 * @throws {Error} if it cannot be read (no permission, or written by a newer version of the course).
 */
export async function readRecord(path: string): Promise<{ record: CheckpointRecord; seals: Seals }> {
  const found = await unlessDamaged(path, async () => parseRecord(await readJson(`${path}/${RECORD_FILE}`)));
  if (found.format !== FORMAT) {
    throw new RangeError(
      `the checkpoint ${path} was written as checkpoint format ${found.format}, this version reads format ${FORMAT}. ` +
        "Use the version of the course that wrote it, or another folder",
    );
  }
  for (const [name, { bytes }] of Object.entries(found.seals)) {
    await unlessDamaged(path, async () => {
      const { size, isFile } = await Deno.stat(`${path}/${name}`);
      if (!isFile) throw new RangeError(`${name} is no file`);
      if (size !== bytes) throw new RangeError(`${name} has ${size} bytes, it was written with ${bytes}`);
    });
  }
  return found;
}

async function readJson(path: string): Promise<unknown> {
  if (!(await Deno.stat(path)).isFile) throw new RangeError(`${RECORD_FILE} is no file`); // reading a pipe would never end
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new SyntaxError(`${RECORD_FILE} is not JSON: it is cut off, or was changed`, { cause });
  }
}

function parseRecord(found: unknown): { format: number; record: CheckpointRecord; seals: Seals } {
  const wanted = (ok: boolean, what: string) => {
    if (!ok) throw new RangeError(`${RECORD_FILE} ${what}`);
  };
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject(found)) throw new RangeError(`${RECORD_FILE} must hold an object`);
  const { recordSha256, ...content } = found;
  const { format, step, heldOutLoss, bytes, sha256, config = null, run = null } = content;
  const isWhole = (value: unknown, least: number) => Number.isSafeInteger(value) && Number(value) >= least;
  wanted(isWhole(format, 1), `names no format, found ${JSON.stringify(format)}`);
  wanted(recordSha256 === hashOf(content), "is not what was written: its hash does not fit its content");
  wanted(isWhole(step, 0), `names no step, found ${JSON.stringify(step)}`);
  wanted(heldOutLoss === null || Number.isFinite(heldOutLoss), "has a held-out loss that is no number");
  if (!isObject(bytes) || !isObject(sha256)) throw new RangeError(`${RECORD_FILE} lists no files`);
  const seals: Record<string, FileSeal> = {};
  for (const [name, size] of Object.entries(bytes)) {
    const hash = String(sha256[name]);
    // Only plain names: a record must not point out of its folder.
    wanted(/^[\w-][\w.-]*$/.test(name) && Number.isSafeInteger(size), `does not say how large ${name} is`);
    wanted(/^[0-9a-f]{64}$/.test(hash), `has no hash of ${name}`);
    seals[name] = { bytes: Number(size), sha256: hash };
  }
  const record = { step, heldOutLoss, config, run } as CheckpointRecord;
  return { format: Number(format), record, seals };
}

/** Compares a file's hash with the record's. @throws {DamagedCheckpointError} if it differs */
export async function verifyFile(path: string, name: string, seals: Seals): Promise<void> {
  const seal = Object.hasOwn(seals, name) ? seals[name] : undefined;
  if (!seal) throw new DamagedCheckpointError(path, `${RECORD_FILE} does not list ${name}`);
  const hash = createHash("sha256");
  await unlessDamaged(path, async () => {
    using file = await Deno.open(`${path}/${name}`);
    for await (const chunk of file.readable) hash.update(chunk);
  });
  if (hash.digest("hex") !== seal.sha256) {
    throw new DamagedCheckpointError(
      path,
      `${name} is not what was written: its hash differs (a damaged disk or copy, or a file of another step)`,
    );
  }
}

const GONE = ["ENOENT", "ENOTDIR", "EISDIR", "ELOOP", "os error 40"];

/**
 * Turns the errors of `read` into two kinds: a missing file or wrong content means that the checkpoint is damaged, no
 * permission or a failing disk only that it could not be read.
 */
export async function unlessDamaged<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    if (GONE.includes(systemErrorCode(cause) ?? "")) {
      throw new DamagedCheckpointError(path, `a file is missing: ${reason}`, error);
    }
    if ([SyntaxError, RangeError, TypeError].some((kind) => cause instanceof kind)) {
      throw new DamagedCheckpointError(path, reason, error);
    }
    throw new Error(`reading the checkpoint ${path}: ${reason}`, { cause: error });
  }
}
