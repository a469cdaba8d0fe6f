/** A trained scratchpad model as a file: training/checkpoint/model_file.ts with a record of its tests. */
import type { GPTConfig, GPTParams, Model } from "../../gpt/mod.ts";
import { type ModelFileRecord, readModelFile, writeModelFile } from "../../training/checkpoint/mod.ts";

/** What made the weights. */
interface ModelOrigin {
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

export type ModelRecord = Omit<ModelFileRecord, "config"> & ModelOrigin & { readonly config: GPTConfig };

/** Writes the weights and their record. @throws as `writeModelFile` */
export async function saveScratchpadModel(
  path: string,
  { model, origin }: { readonly model: Model; readonly origin: ModelOrigin },
): Promise<ModelRecord> {
  return await writeModelFile(path, { ...model, origin });
}

/** Reads weights and record; the caller disposes the model's tensors. @throws as `readModelFile` */
export async function readScratchpadModel(path: string): Promise<{ model: Model; record: ModelRecord }> {
  const { params, record } = await readModelFile<GPTParams, ModelRecord>(path);
  return { model: { params, config: record.config }, record };
}
