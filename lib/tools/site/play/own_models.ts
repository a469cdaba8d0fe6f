/** The models that the course ships for the pages: assets/models. */
import { join } from "node:path";
import { type ModelFileRecord, readModelBytes } from "../../../training/checkpoint/mod.ts";
import type { GPTConfig } from "../../../gpt/config.ts";
import { type ByteLevelTokenizer, readTokenizerJson } from "../../../tokenizers/mod.ts";
import { packTokenizer } from "./page_tokenizer.ts";
import type { PlayModel } from "./model_script.ts";

/** Bits per byte of the held-out text, and the loss in nats per token. */
interface HeldOut {
  readonly nats: number;
  readonly bitsPerByte: number;
}

/** The fields of the records that pages use (`deno task experiments:pages` writes them). */
interface PageRecord extends Omit<ModelFileRecord, "config"> {
  readonly config: GPTConfig;
  readonly command: string;
  readonly letters?: string;
  /** A tokenizer.json. */
  readonly tokenizer?: unknown;
  readonly heldOut?: { readonly float32: HeldOut; readonly float16: HeldOut };
}

export interface OwnModel extends PlayModel {
  readonly record: Omit<PageRecord, "tokenizer">;
}

const FILES = { lotto: "lotto-final-seed-1", copier: "copier-seed-1", writer: "writer-seed-1" };

export type OwnModels = Readonly<Record<keyof typeof FILES, OwnModel>>;

/** Reads the shipped models. @param folder assets/models @throws {Error} as `readModelBytes` */
export async function readOwnModels(folder: string): Promise<OwnModels> {
  const models = Object.entries(FILES).map(async ([name, file]) => {
    const path = join(folder, `${file}.safetensors`);
    const { bytes, record: { tokenizer, ...record } } = await readModelBytes<PageRecord>(path);
    const model: OwnModel = {
      ...{ name, weights: bytes, config: record.config, letters: record.letters, record },
      ...(tokenizer !== undefined && {
        tokenizer: packTokenizer(readTokenizerJson(JSON.stringify(tokenizer)) as ByteLevelTokenizer),
      }),
    };
    return [name, model] as const;
  });
  return Object.fromEntries(await Promise.all(models)) as unknown as OwnModels;
}
