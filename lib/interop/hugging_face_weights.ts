/**
 * The weights of a Hugging Face folder: where each lies, and one of ours read from the tensors that it is stored as.
 *
 * A weight is read when it is needed, one at a time. A whole file is never in memory, because as float32 a model may not
 * fit there.
 */
import type * as tf from "@tensorflow/tfjs";
import {
  readSafetensorsHeader,
  readSafetensorsTensor,
  type SafetensorsHeader,
} from "../training/checkpoint/mod.ts";
import { exists, readJsonFile } from "./hugging_face_json.ts";
import { fromStored, withoutPrefix } from "./hugging_face_tensors.ts";
import type { StoredTensor } from "./stored_tensor.ts";

/** The file that holds a tensor, and the tensor's name and shape there. */
export interface TensorSource {
  readonly path: string;
  readonly header: SafetensorsHeader;
  readonly name: string;
  readonly shape: readonly number[];
}

export type TensorSources = ReadonlyMap<string, TensorSource>;

/** Every weight in the folder's files by its name without prefix. */
export async function findTensors(folder: string): Promise<Map<string, TensorSource>> {
  const sources = new Map<string, TensorSource>();
  for (const [file, listed] of await weightFiles(folder)) {
    const path = `${folder}/${file}`, header = await readSafetensorsHeader(path);
    for (const name of listed ?? header.entries.keys()) {
      const bare = withoutPrefix(name);
      if (bare === null) continue;
      const entry = header.entries.get(name);
      if (!entry) throw new RangeError(`the index says that "${name}" lies in ${file}, but it does not`);
      if (sources.has(bare)) {
        throw new RangeError(`"${bare}" is there twice: ${sources.get(bare)!.name}, ${name}`);
      }
      sources.set(bare, { path, header, name, shape: entry.shape });
    }
  }
  return sources;
}

/** The weight files, and for shards the tensors that the index lists for each. As in transformers, one whole file comes first. */
async function weightFiles(folder: string): Promise<Map<string, string[] | null>> {
  if (await exists(`${folder}/model.safetensors`)) return new Map([["model.safetensors", null]]);
  const index = await readJsonFile(folder, "model.safetensors.index.json");
  if (index === undefined) {
    throw new RangeError(
      "there is no model.safetensors and no model.safetensors.index.json in it; a folder with pytorch_model.bin " +
        "alone can be saved again in Python: model.save_pretrained(folder)",
    );
  }
  const map = (index as { weight_map?: unknown } | null)?.weight_map;
  if (typeof map !== "object" || map === null || Array.isArray(map)) {
    throw new TypeError("model.safetensors.index.json needs a weight_map from tensor names to files");
  }
  const files = new Map<string, string[]>();
  for (const [name, file] of Object.entries(map)) {
    // Only a plain file name: a downloaded index must not point outside its folder.
    if (typeof file !== "string" || !/^[\w-][\w.-]*\.safetensors$/.test(file)) {
      throw new RangeError(
        `weight_map["${name}"] must be a safetensors file beside it, found ${JSON.stringify(file)}`,
      );
    }
    files.set(file, [...files.get(file) ?? [], name]);
  }
  return files;
}

/** A weight of ours, float32: its parts are read, put together and freed. The caller disposes it. */
export async function readWeight(sources: TensorSources, stored: StoredTensor): Promise<tf.Tensor> {
  const parts: tf.Tensor[] = [];
  let weight: tf.Tensor | undefined;
  try {
    for (const { name } of stored.parts) parts.push(await readFloats(sources, name));
    return weight = fromStored(stored, parts);
  } finally {
    for (const part of parts) if (part !== weight) part.dispose();
  }
}

/** One of their tensors, float32, by its name without prefix. */
export async function readFloats(sources: TensorSources, name: string): Promise<tf.Tensor> {
  const { path, header, name: theirs } = sources.get(name)!;
  const tensor = await readSafetensorsTensor(path, header, theirs);
  if (tensor.dtype === "float32") return tensor;
  tensor.dispose();
  throw new TypeError(`"${name}" holds ${tensor.dtype}, expected floats`);
}
