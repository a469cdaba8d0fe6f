/**
 * `deno task experiments:book`: a real book in the lecture's manner, ten epochs, without and with held-out text.
 *
 * The run "whole" trains on the whole book, as the lecture does: its training loss is all that one sees. The run
 * "held-out" keeps the last tenth apart. Notebook 04 shows the record: the two losses by epoch, and the share of copied
 * 8-grams by epoch beside the author's own.
 *
 * As in the lecture: AdamW with weight decay 0.1, the same learning rate at every step, overlapping windows,
 * temperature 0.5 and top-k 50. For a CPU: notebook 04's small model instead of 162 million parameters, windows of 64
 * at stride 32 instead of 32 at stride 4 (each token is in 2 windows of an epoch, not in 8), and a higher rate.
 *
 * Predicted before the first run: the training loss of the tenth epoch is near 2 nats; the held-out loss is lowest at
 * about epoch 4, near 5 nats, and ends half a nat above that; the author repeats 1 to 2 % of the 8-grams, the model
 * less than that after one epoch, and five to ten times as many after ten.
 */
import { Command } from "commander";
import { projectPath } from "../../project_folder.ts";
import { copiedShare, downloadFolder, foldWhitespace, splitTail } from "../../corpora/mod.ts";
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import { generateTexts, parameterCount } from "../../gpt/mod.ts";
import { disposeParams } from "../../nn/mod.ts";
import { BOOK_PRESETS, type BookEpoch, openBook, recordResult } from "../../notebook/mod.ts";
import { meanInterval } from "../../statistics/mod.ts";
import { gpt2Tokenizer, restrictVocabulary } from "../../tokenizers/mod.ts";
import { measuredOn } from "../bench/measured_on.ts";
import { type BookRecipe, passages, runBook } from "./book_epochs.ts";
import { readSeed } from "./flags.ts";

const BOOK = `${downloadFolder("sherlock-holmes")}/sherlock-holmes.txt`;
const OPENINGS = 64, EPOCHS = 10;

async function main({ seed, record }: { seed: number; record: boolean }): Promise<void> {
  const { text, sha256, prompt } = await readBook();
  const folded = foldWhitespace(text);
  const gpt2 = await gpt2Tokenizer();
  const tokenizer = restrictVocabulary(gpt2, new Set(gpt2.encode(folded)));
  const ids = Int32Array.from(tokenizer.encode(folded));
  const { model, windowTokens, heldOut: share, batchSize, weightDecay } = BOOK_PRESETS.small;
  const recipe: BookRecipe = {
    config: { ...model, blockSize: windowTokens, vocabSize: tokenizer.vocabSize },
    epochs: EPOCHS,
    stride: windowTokens / 2,
    batchSize,
    learningRate: 2e-3,
    weightDecay,
    seed,
    openingTokens: 8,
    newTokens: 50,
    n: 8,
    temperature: 0.5,
    topK: 50,
  };
  const { train, heldOut } = splitTail(ids, share, { blockSize: windowTokens });
  const taken = passages(heldOut, { count: OPENINGS, ...recipe });
  const author = meanInterval(taken.map(({ following }) => copiedShare(following, train, { n: recipe.n })));
  console.log(`${ids.length} tokens, ${parameterCount(recipe.config)} parameters`);
  console.log(
    `the author: ${(100 * author.mean).toFixed(1)} % of the ${recipe.n}-grams occur in the first nine tenths`,
  );

  const device = await useDevice();
  const shared = {
    recipe,
    openings: taken.map(({ opening }) => opening),
    folder: projectPath(`checkpoints/book-epochs-${sha256.slice(0, 8)}-${seed}`),
    compile: jit,
    print: console.log,
  };
  const rows: BookEpoch[] = [], samples: Record<string, unknown>[] = [];
  let minutes = 0, cpuMinutes = 0;
  const runs = [{ name: "held-out", train, heldOut }, { name: "whole", train: ids, heldOut: null }];
  for (const run of runs) {
    const done = await runBook({ ...shared, ...run });
    rows.push(...done.rows);
    minutes += done.minutes;
    cpuMinutes += done.cpuMinutes;
    const written = await generateTexts(
      { params: done.params, config: recipe.config },
      tokenizer,
      Array(10).fill(prompt),
      {
        maxNewTokens: recipe.newTokens,
        temperature: recipe.temperature,
        topK: recipe.topK,
        seed,
        compile: jit,
      },
    );
    for (const { text } of written) samples.push({ run: run.name, prompt, continuation: text });
    disposeParams({ ...done.params });
    for (const row of done.rows) {
      console.log(
        `${row.run} epoch ${row.epoch}: training ${row.trainLoss.toFixed(3)}, ` +
          `held-out ${row.heldOutLoss?.toFixed(3) ?? "–"}, copied ${(100 * row.copied).toFixed(1)} %`,
      );
    }
    if (!record) continue;
    const { config, ...settings } = recipe;
    console.log(
      "recorded in " + recordResult({
        name: "book-epochs",
        command: `deno task experiments:book --seed ${seed} --record`,
        ...measuredOn(device),
        seed,
        minutes: Math.round(10 * minutes) / 10,
        rows: [
          {
            tokens: ids.length,
            sha256,
            parameters: parameterCount(config),
            ...settings,
            cpuMinutes: Math.round(10 * cpuMinutes) / 10,
            author,
          },
          ...rows.map((row) => ({ ...row })),
          ...samples,
        ],
      }),
    );
  }
}

async function readBook(): ReturnType<typeof openBook> {
  try {
    return await openBook({ path: BOOK });
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new Error(
      `experiments:book: no book at ${BOOK}. Fetch it with "./course data sherlock-holmes"`,
      { cause },
    );
  }
}

if (import.meta.main) {
  await new Command("deno task experiments:book")
    .option("--seed <number>", "of the weights, the order of the windows and the samples", readSeed, 1)
    .option("--record", "save the result in assets/results/book-epochs.json", false)
    .action(main).parseAsync();
}
