/**
 * Hours that the `full` presets should take on classes of GPUs, computed from FLOPs: no GPU was measured for it.
 *
 * A third of the float32 peak that the card's maker publishes is assumed; `./course gpu` measures what a card reaches. A
 * test holds README's table to these numbers.
 */
import { flopsPerToken } from "../gpt/flops.ts";
import { KOREAN_PRESETS } from "./korean_presets.ts";
import { LOTTO_PRESETS } from "./lotto_presets.ts";
import { BOOK_PRESETS } from "./presets.ts";

const SHARE_OF_PEAK = 1 / 3;
const GPT2_VOCABULARY = 50257;
/** Tokens of the book, an assumption; of a lottery sample, as notebook 06 counts. */
const BOOK_TOKENS = 100_000, SAMPLE_TOKENS = 280;

export interface GPUClass {
  readonly gigabytes: number;
  /** a card of the class, and its published float32 peak in TFLOP/s */
  readonly example: string;
  readonly peak: number;
}

export const GPU_CLASSES: readonly GPUClass[] = [
  { gigabytes: 6, example: "RTX 2060", peak: 6.5 },
  { gigabytes: 8, example: "RTX 4060", peak: 15.1 },
  { gigabytes: 12, example: "RTX 3060", peak: 12.7 },
  { gigabytes: 24, example: "RTX 4090", peak: 82.6 },
];

/** FLOPs of the longest training of notebooks 04, 05 and 06 at `full`. */
export function fullFlops(): { readonly book: number; readonly korean: number; readonly lotto: number } {
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

/** The rows of README's table, as Markdown. */
export function expectedHoursRows(): string[] {
  const flops = fullFlops();
  return GPU_CLASSES.map(({ gigabytes, example, peak }) => {
    const hours = (work: number) => (work / (SHARE_OF_PEAK * peak * 1e12) / 3600).toFixed(1);
    const { book, korean, lotto } = flops;
    return `| ${gigabytes} GB, such as the ${example} | ${hours(book)} | ${hours(korean)} | ` +
      `${hours(lotto)} |`;
  });
}
