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
import { formatBytes } from "../../statistics/mod.ts";
import {
  latestCheckpoint,
  listCheckpoints,
  readModel,
  writeSafetensors,
} from "../../training/checkpoint/mod.ts";
import { CommandError } from "../command_error.ts";
import { exists } from "../files.ts";
import { layout } from "../layout.ts";
import { type LearnerModel, packTokenizer } from "../site/mod.ts";

/** Above this number of parameters the page gets float16 weights: half the bytes, rounded to 11 bits. */
const HALF_FROM = 1e6;
/** The largest script of a model, in bytes; a browser reads it as one string. */
const LARGEST = 100e6;

/**
 * Reads the learner's models.
 *
 * @param o `largest`: the most bytes that the page of a model may load, default 100 MB
 * @throws {CommandError} when there is no model, its tokenizer is not known, or it is too large for a page
 */
export async function readLearnerModels(
  paths: readonly string[],
  o: { readonly largest?: number } = {},
): Promise<LearnerModel[]> {
  const models: LearnerModel[] = [];
  for (const path of paths) {
    const model = await readLearnerModel(path, o.largest ?? LARGEST);
    let { name } = model;
    for (let n = 2; models.some((other) => other.name === name); n++) name = `${model.name}-${n}`;
    models.push({ ...model, name });
  }
  return models;
}

/** The size of a page's script with weights of so many bytes: base64 has four characters for three bytes. */
export const scriptBytes = (weights: number): number => 4 * Math.ceil(weights / 3);

async function readLearnerModel(path: string, largest: number): Promise<LearnerModel> {
  const { params, config } = await readWeights(path);
  const temporary = await Deno.makeTempFile({ suffix: ".safetensors" });
  try {
    const parameters = countParams(params), half = parameters > HALF_FROM;
    const bytes = scriptBytes(parameters * (half ? 2 : 4));
    if (bytes > largest) {
      throw new CommandError(
        `cannot export the model in ${path}: it has ${
          parameters.toLocaleString("en")
        } parameters, so its page ` +
          `would load ${formatBytes(bytes)}. A page takes at most ${formatBytes(largest)}.`,
        { next: "export a smaller model; with COURSE_PRESET=small, notebook 04 trains one." },
      );
    }
    const tokenizer = config.vocabSize === TOKEN_NAMES.length ? undefined : await tokenizerOf(path, config);
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
    if (!await exists(path)) throw new RangeError("there is no such folder");
    if (await exists(join(path, "config.json"))) return await importFromHuggingFace(path);
    const newest = await exists(join(path, "checkpoint.json")) ? path : await newestCheckpoint(path);
    if (newest === undefined) throw new RangeError("no checkpoint in it");
    const { params, config } = await readModel<ModelParams>(newest);
    if (config === null) {
      disposeParams(params);
      throw new RangeError("the checkpoint does not say the model's config");
    }
    return { params, config: config as unknown as GPTConfig };
  } catch (cause) {
    const found = await modelsIn(join(layout.root, "checkpoints"));
    throw new CommandError(
      `cannot export the model in ${path}: ${(cause as Error).message.replace(/\.$/, "")}.`,
      {
        next: found.length > 0
          ? `name a folder of checkpoints or of an exported model. In checkpoints/ there are: ${
            found.join(", ")
          }.`
          : "name a folder of checkpoints, such as checkpoints/book-gpt-small-4814cca6, or an exported model's.",
        cause,
      },
    );
  }
}

/** The newest whole checkpoint; where all are damaged, one of these, so that reading it says what is wrong. */
async function newestCheckpoint(folder: string): Promise<string | undefined> {
  const newest = await latestCheckpoint(folder);
  if (newest) return newest.path;
  const { whole, damaged } = await listCheckpoints(folder);
  return whole.at(-1)?.path ?? damaged.at(-1)?.path;
}

async function modelsIn(folder: string): Promise<string[]> {
  if (!await exists(folder)) return [];
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort();
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
      next: `in the notebook that trained it, run \`Deno.writeTextFileSync("${file}", ` +
        "writeTokenizerJson(tokenizer))` with lib/tokenizers; a model of notebook 04 needs COURSE_CORPUS, its book.",
    },
  );
}
