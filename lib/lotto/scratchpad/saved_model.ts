/**
 * A trained scratchpad model as two files: the weights (safetensors) and beside them a record of what made them.
 *
 * The record holds the weights' SHA-256. The loader compares it, so weights that were cut, changed or mixed up with
 * another record are noticed. Checkpoints (lib/training/checkpoint) also hold the optimizer; these files do not.
 */
import { createHash } from "node:crypto";
import type * as tf from "@tensorflow/tfjs";
import type { GPTConfig, GPTParams, Model } from "../../gpt/mod.ts";
import { countParams, disposeParams, flattenParams, unflattenParams } from "../../nn/mod.ts";
import { readSafetensors, writeSafetensors } from "../../training/checkpoint/mod.ts";

/** What made the weights. */
export interface ModelOrigin {
  /** The experiment's name, such as "final". */
  readonly name: string;
  /** The command that trained them. */
  readonly command: string;
  readonly seed: number;
  /** Tokens trained on, padding included. */
  readonly tokens: number;
  /** Right answers of each test, with the 95 % interval of the share. */
  readonly scores: Readonly<
    Record<
      string,
      { readonly right: number; readonly total: number; readonly low: number; readonly high: number }
    >
  >;
}

export interface ModelRecord extends ModelOrigin {
  /** The weights' file, beside the record. */
  readonly file: string;
  /** Of that file, in hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  readonly parameters: number;
  readonly config: GPTConfig;
}

/** The record's file of a weights' file: the same name with ".json". */
export function recordFile(path: string): string {
  return path.replace(/(\.safetensors)?$/, ".json");
}

/**
 * Writes the weights, then the record. Each file gets its name when it is complete.
 *
 * @param path of the weights, ending in ".safetensors"
 * @returns the record
 * @throws {Error} as `writeSafetensors` does; weights with NaN or infinite numbers are refused
 */
export async function saveScratchpadModel(
  path: string,
  o: { readonly model: Model; readonly origin: ModelOrigin },
): Promise<ModelRecord> {
  const { params, config } = o.model;
  const hash = createHash("sha256");
  const bytes = await writeSafetensors(path, {
    tensors: flattenParams(params),
    finite: true,
    onBytes: (part) => hash.update(part),
  });
  const record: ModelRecord = {
    ...{
      file: path.replace(/^.*[/\\]/, ""),
      sha256: hash.digest("hex"),
      bytes,
      parameters: countParams(params),
    },
    ...o.origin,
    config,
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
 * @returns the model, whose tensors the caller disposes, and its record
 * @throws {Error} when a file is missing or cannot be read, or the weights are not those of the record; it says which and
 *   what to do
 */
export async function readScratchpadModel(path: string): Promise<{ model: Model; record: ModelRecord }> {
  const record = await readRecord(recordFile(path));
  const file = await readFile(path);
  const found = createHash("sha256").update(file).digest("hex");
  if (found !== record.sha256) {
    throw new Error(
      `loading ${path}: its SHA-256 is ${found} (${file.length} bytes), but its record says ${record.sha256} ` +
        `(${record.bytes} bytes). The file is damaged or belongs to another record; restore both from the repository`,
    );
  }
  const { tensors } = await readSafetensors(path, { finite: true });
  const params = unflattenParams<GPTParams>(tensors as Map<string, tf.Tensor>);
  const parameters = countParams(params);
  if (parameters !== record.parameters) {
    disposeParams(params);
    throw new Error(
      `loading ${path}: it has ${parameters} parameters, but its record says ${record.parameters}`,
    );
  }
  return { model: { params, config: record.config }, record };
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

async function readRecord(path: string): Promise<ModelRecord> {
  let record: Partial<ModelRecord>;
  try {
    record = JSON.parse(await Deno.readTextFile(path));
  } catch (cause) {
    throw new Error(
      `loading ${path}: the record of the weights cannot be read; restore it from the repository`,
      { cause },
    );
  }
  if (
    typeof record.sha256 !== "string" || typeof record.config !== "object" ||
    typeof record.parameters !== "number"
  ) {
    throw new Error(
      `loading ${path}: expected a record with sha256, parameters and config, found ${Object.keys(record)}`,
    );
  }
  return record as ModelRecord;
}
