/**
 * A model that the learner trained, for a page of the exported site: `./course export --models checkpoints/NAME`.
 *
 * NAME may be a folder of checkpoints (the newest is taken), one checkpoint, or a folder that
 * `exportToHuggingFace` wrote. The page also needs the tokenizer: tokenizer.json in the folder; for a checkpoint of
 * notebook 04 the tokenizer of the book; a lottery model (notebook 07) needs none.
 */
import { basename, join } from "node:path";
import type { GPTConfig, ModelParams } from "../../gpt/mod.ts";
import { importFromHuggingFace } from "../../interop/mod.ts";
import { TOKEN_NAMES } from "../../lotto/scratchpad/mod.ts";
import { countParams, disposeParams, flattenParams } from "../../nn/mod.ts";
import { openBook } from "../../notebook/mod.ts";
import {
  ByteLevelTokenizer,
  gpt2Tokenizer,
  readTokenizerJson,
  restrictVocabulary,
} from "../../tokenizers/mod.ts";
import { latestCheckpoint, readModel, writeSafetensors } from "../../training/checkpoint/mod.ts";
import { CommandError } from "../command_error.ts";
import { exists } from "../files.ts";
import { type LearnerModel, packTokenizer } from "../site/mod.ts";

/** Above this size the page gets float16 weights: half the bytes, rounded to 11 bits. */
const HALF_FROM = 1e6;

/** @throws {CommandError} when there is no model, or its tokenizer is not known */
export async function readLearnerModel(path: string): Promise<LearnerModel> {
  const { params, config } = await readWeights(path);
  const temporary = await Deno.makeTempFile({ suffix: ".safetensors" });
  try {
    const tokenizer = config.vocabSize === TOKEN_NAMES.length ? undefined : await tokenizerOf(path, config);
    const half = countParams(params) > HALF_FROM;
    await writeSafetensors(temporary, { tensors: flattenParams(params), finite: true, half });
    return {
      ...{ name: pageName(path), from: path, weights: await Deno.readFile(temporary), config },
      ...(tokenizer && { tokenizer: packTokenizer(tokenizer) }),
    };
  } finally {
    disposeParams(params);
    await Deno.remove(temporary);
  }
}

/** "checkpoints/book-gpt-small-4814cca6" as "my-book-gpt-small-4814cca6": no name of the course's own pages. */
function pageName(path: string): string {
  return "my-" + basename(path).replaceAll(/[^\w-]+/g, "-");
}

async function readWeights(path: string): Promise<{ params: ModelParams; config: GPTConfig }> {
  try {
    if (await exists(join(path, "config.json"))) return await importFromHuggingFace(path);
    const newest = await exists(join(path, "checkpoint.json")) ? path : (await latestCheckpoint(path))?.path;
    if (newest === undefined) throw new RangeError("no checkpoint in it");
    const { params, config } = await readModel<ModelParams>(newest);
    if (config === null) {
      disposeParams(params);
      throw new RangeError("the checkpoint does not say the model's config");
    }
    return { params, config: config as unknown as GPTConfig };
  } catch (cause) {
    throw new CommandError(`cannot export the model in ${path}: ${(cause as Error).message}.`, {
      next:
        "name a folder of checkpoints, such as checkpoints/book-gpt-small-4814cca6, or an exported model's.",
      cause,
    });
  }
}

async function tokenizerOf(path: string, { vocabSize }: GPTConfig): Promise<ByteLevelTokenizer> {
  const file = join(path, "tokenizer.json");
  if (await exists(file)) {
    const tokenizer = readTokenizerJson(await Deno.readTextFile(file));
    if (tokenizer instanceof ByteLevelTokenizer) return tokenizer;
    throw new CommandError(`cannot export the model in ${path}: a page needs a byte-level tokenizer.`, {
      next: "export a model whose tokenizer.json is byte-level BPE, as GPT-2's and the course's are.",
    });
  }
  const gpt2 = await gpt2Tokenizer();
  if (vocabSize === gpt2.vocabSize) return gpt2;
  const { text } = await openBook();
  const restricted = restrictVocabulary(gpt2, gpt2.encode(text));
  if (restricted.vocabSize === vocabSize) return restricted;
  throw new CommandError(
    `cannot export the model in ${path}: it has ${vocabSize} tokens, and there is no tokenizer.json beside it.`,
    {
      next:
        "put the model's tokenizer.json into the folder (notebook 09 writes one), or set COURSE_CORPUS to its book.",
    },
  );
}
