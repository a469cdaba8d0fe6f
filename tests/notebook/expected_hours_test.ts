/**
 * lib/tools/README.md has a table of the hours that the `full` presets should take on classes of GPUs. No GPU was
 * measured for it: the numbers are computed here, from FLOPs and a third of the float32 peak that the card's maker
 * publishes. `./course gpu` measures what a card reaches.
 */
import assert from "node:assert/strict";
import { flopsPerToken } from "../../lib/gpt/flops.ts";
import { KOREAN_PRESETS } from "../../lib/notebook/korean_presets.ts";
import { LOTTO_PRESETS } from "../../lib/notebook/lotto_presets.ts";
import { BOOK_PRESETS } from "../../lib/notebook/presets.ts";
import { projectPath } from "../../lib/project_folder.ts";

const SHARE_OF_PEAK = 1 / 3;
const GPT2_VOCABULARY = 50257;
/** Tokens of the book, an assumption; of a lottery sample, as notebook 06 counts. */
const BOOK_TOKENS = 100_000, SAMPLE_TOKENS = 280;

interface GPUClass {
  readonly gigabytes: number;
  /** a card of the class, and its published float32 peak in TFLOP/s */
  readonly example: string;
  readonly peak: number;
}

const GPU_CLASSES: readonly GPUClass[] = [
  { gigabytes: 6, example: "RTX 2060", peak: 6.5 },
  { gigabytes: 8, example: "RTX 4060", peak: 15.1 },
  { gigabytes: 12, example: "RTX 3060", peak: 12.7 },
  { gigabytes: 24, example: "RTX 4090", peak: 82.6 },
];

/** FLOPs of the longest training of notebooks 04, 05 and 06 at `full`. */
function fullFlops(): { readonly book: number; readonly korean: number; readonly lotto: number } {
  const { full: book } = BOOK_PRESETS, { full: korean } = KOREAN_PRESETS, { full: lotto } = LOTTO_PRESETS;
  const windows = Math.floor(((1 - book.heldOut) * BOOK_TOKENS - book.windowTokens) / book.stride) + 1;
  const tokensOfBook = book.epochs * windows * book.windowTokens;
  const tokensOfKorean = korean.pretraining.steps * korean.pretraining.batchSize * korean.model.blockSize;
  const tokensOfLotto = lotto.epochs * (lotto.samples - lotto.heldOutSamples) * SAMPLE_TOKENS;
  const ofGPT2 = (model: { nLayer: number; nEmbd: number }, T: number) =>
    flopsPerToken({ ...model, vocabSize: GPT2_VOCABULARY }, T);
  const { model, vocabSize } = korean;
  return {
    book: tokensOfBook * ofGPT2(book.model, book.windowTokens),
    korean: tokensOfKorean * flopsPerToken({ ...model, vocabSize }, model.blockSize),
    lotto: tokensOfLotto * ofGPT2(lotto.model, lotto.model.blockSize),
  };
}

/** The table's rows, as Markdown. */
function expectedHoursRows(): string[] {
  const flops = fullFlops();
  return GPU_CLASSES.map(({ gigabytes, example, peak }) => {
    const hours = (work: number) => (work / (SHARE_OF_PEAK * peak * 1e12) / 3600).toFixed(1);
    const { book, korean, lotto } = flops;
    return `| ${gigabytes} GB, such as the ${example} | ${hours(book)} | ${hours(korean)} | ` +
      `${hours(lotto)} |`;
  });
}

Deno.test("fullFlops() of the lottery run is a by-hand product", () => {
  // 30 epochs of 9,500 samples of 280 tokens; 6 · (12·12·768² + 50257·768) + 12·12·256·768 FLOPs a token
  const perToken = 6 * (12 * 12 * 768 ** 2 + 50257 * 768) + 12 * 12 * 256 * 768;
  assert.equal(fullFlops().lotto, 30 * 9500 * 280 * perToken);
});

Deno.test("the table of expected hours has the computed rows", async () => {
  const text = (await Deno.readTextFile(projectPath("lib/tools/README.md"))).replace(/ +/g, " ");
  assert.equal(expectedHoursRows().length, GPU_CLASSES.length);
  for (const row of expectedHoursRows()) assert.ok(text.includes(row), `lib/tools/README.md lacks ${row}`);
});
