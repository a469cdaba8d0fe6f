/**
 * A trained model as two files: the weights (safetensors) and beside them a record (JSON) of what made them.
 *
 * The record holds the weights' SHA-256. The reader compares it, so weights that were cut, changed or mixed up with
 * another record are noticed. Checkpoints (checkpoint.ts) also hold the optimizer; these files do not.
 */
import { createHash } from "node:crypto";
import { countParams, disposeParams, flattenParams, type Params, unflattenParams } from "../../nn/mod.ts";
import type { Json } from "./checkpoint_record.ts";
import { writeSafetensors } from "./safetensors.ts";
import { parseSafetensors } from "./safetensors_bytes.ts";

/** What every record has; a model adds what made it. */
export interface ModelFileRecord {
  /** The weights' file, beside the record. */
  readonly file: string;
  /** Of that file, in hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  readonly parameters: number;
  /** The model's architecture. */
  readonly config: Json;
}

/** The record's file of a weights' file: the same name with ".json". */
export function recordFile(path: string): string {
  return path.replace(/(\.safetensors)?$/, ".json");
}

/**
 * Writes the weights, then the record. Each file gets its name when it is complete.
 *
 * @param path of the weights, ending in ".safetensors"
 * @param o `origin`: what made the weights, fields of the record; `half`: write float32 weights as float16
 * @returns the record
 * @throws {Error} as `writeSafetensors` does; weights with NaN or infinite numbers are refused
 */
export async function writeModelFile<Config, Origin extends object>(
  path: string,
  o: { readonly params: Params; readonly config: Config; readonly origin: Origin; readonly half?: boolean },
): Promise<ModelFileRecord & Origin & { readonly config: Config }> {
  const hash = createHash("sha256");
  const bytes = await writeSafetensors(path, {
    tensors: flattenParams(o.params),
    finite: true,
    half: o.half,
    onBytes: (part) => hash.update(part),
  });
  const record = {
    ...{
      file: path.replace(/^.*[/\\]/, ""),
      sha256: hash.digest("hex"),
      bytes,
      parameters: countParams(o.params),
    },
    ...o.origin,
    config: o.config as Config & Json,
  };
  const partial = `${recordFile(path)}.partial`;
  await Deno.writeTextFile(partial, JSON.stringify(record, null, 2) + "\n");
  await Deno.rename(partial, recordFile(path));
  return record;
}

/**
 * Reads weights and record.
 *
 * @param path of the weights
 * @returns the weights, which the caller disposes, and the record
 * @throws {Error} when a file is missing or cannot be read, or the weights are not those of the record; it says which and
 *   what to do
 */
export async function readModelFile<P extends Params, Record extends object>(
  path: string,
): Promise<{ params: P; record: ModelFileRecord & Record }> {
  const { bytes, record } = await readModelBytes<Record>(path);
  const params = unflattenParams<P>(parseSafetensors(bytes));
  const parameters = countParams(params);
  if (parameters !== record.parameters) {
    disposeParams(params);
    throw new Error(
      `loading ${path}: it has ${parameters} parameters, but its record says ${record.parameters}`,
    );
  }
  return { params, record };
}

/** Reads the record and the bytes of the weights' file, without making tensors. @throws as `readModelFile` */
export async function readModelBytes<Record extends object>(
  path: string,
): Promise<{ bytes: Uint8Array; record: ModelFileRecord & Record }> {
  const record = await readRecord<Record>(recordFile(path));
  const bytes = await readFile(path);
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== record.sha256) {
    throw new Error(
      `loading ${path}: its SHA-256 is ${found} (${bytes.length} bytes), but its record says ${record.sha256} ` +
        `(${record.bytes} bytes). The file is damaged or belongs to another record; restore both from the repository`,
    );
  }
  return { bytes, record };
}

async function readFile(path: string): Promise<Uint8Array> {
  try {
    return await Deno.readFile(path);
  } catch (cause) {
    throw new Error(`loading ${path}: the weights cannot be read; restore the file from the repository`, {
      cause,
    });
  }
}

async function readRecord<Record extends object>(path: string): Promise<ModelFileRecord & Record> {
  let record: Partial<ModelFileRecord> | null;
  try {
    record = JSON.parse(await Deno.readTextFile(path));
  } catch (cause) {
    throw new Error(
      `loading ${path}: the record of the weights cannot be read; restore it from the repository`,
      { cause },
    );
  }
  const { sha256, config, parameters } = record ?? {};
  if (typeof sha256 !== "string" || typeof config !== "object" || typeof parameters !== "number") {
    const found = JSON.stringify(record).slice(0, 60);
    throw new Error(
      `loading ${path}: expected a record with sha256, parameters and config, found ${found}; restore it from the ` +
        "repository",
    );
  }
  return record as ModelFileRecord & Record;
}
