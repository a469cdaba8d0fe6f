/** References and drawn inputs of notebook 04's exercises; see drawn_inputs.ts. */
import { type GPTConfig, parameterCount } from "../../gpt/mod.ts";
import { warmupCosine } from "../../training/mod.ts";
import { drawnCases, list, oneOf, real, type TryDrawn } from "./drawn_inputs.ts";

type Schedule = { readonly peak: number; readonly warmupSteps: number; readonly totalSteps: number };

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "04.1": drawnCases({
    call: "cutWindows",
    inputs: (random): [number[], { blockSize: number; stride: number }] => [
      list(random.below(20), () => random.below(100)),
      { blockSize: 1 + random.below(6), stride: 1 + random.below(8) },
    ],
    reference: (ids, { blockSize, stride }) => {
      const starts = ids.map((_, i) => i).filter((i) => i % stride === 0 && i + blockSize < ids.length);
      return starts.map((i) => ({ x: ids.slice(i, i + blockSize), y: ids.slice(i + 1, i + blockSize + 1) }));
    },
    hint: "A window starts at 0, stride, 2 · stride … as long as its last target is still inside the text.",
  }),
  "04.2": drawnCases({
    call: "countParameters",
    inputs: (random): [GPTConfig] => [{
      vocabSize: 1 + random.below(500),
      blockSize: 1 + random.below(100),
      nLayer: random.below(5),
      nHead: 1,
      nEmbd: 1 + random.below(60),
      dropout: 0,
      qkvBias: random.chance(0.5),
      tiedHead: random.chance(0.5),
    }],
    reference: parameterCount,
    hint: "wte, wpe, the blocks, ln_f, and the head unless it is tied.",
  }),
  "04.3": drawnCases({
    call: "lossOf",
    inputs: (random): [number[][], number[]] => {
      const V = 2 + random.below(4), rows = 1 + random.below(4), scale = oneOf(random, [1, 5, 2000]);
      // Large ones are whole numbers, which float32 holds exactly.
      const logit = () => scale > 5 ? random.below(2 * scale) - scale : real(random, -scale, scale);
      return [
        list(rows, () => list(V, logit)),
        list(rows, () => random.below(V)),
      ];
    },
    reference: (logits, targets) => {
      const losses = logits.map((row, i) => {
        const largest = Math.max(...row);
        return Math.log(row.reduce((sum, x) => sum + Math.exp(x - largest), 0)) + largest - row[targets[i]];
      });
      return losses.reduce((a, b) => a + b, 0) / losses.length;
    },
    hint: "For each row: ln(sum of exp(logits)) − the target's logit; then the mean over the rows.",
    tolerance: 1e-6,
  }),
  "04.4": drawnCases({
    call: "learningRate",
    inputs: (random): [number, Schedule] => {
      const warmupSteps = random.below(20), totalSteps = warmupSteps + 1 + random.below(100);
      return [random.below(totalSteps + 40), { peak: real(random, 0.001, 2), warmupSteps, totalSteps }];
    },
    reference: (step, schedule) => warmupCosine(schedule)(step),
    hint: "Linear up to the peak, then half a cosine down to 0 at totalSteps, and 0 after that.",
    tolerance: 1e-6,
  }),
  "04.5": drawnCases({
    call: "longestCopy",
    inputs: (random): [number[], number[]] => [
      list(random.below(9), () => oneOf(random, [1, 2, 11, 112])),
      list(random.below(12), () => oneOf(random, [1, 2, 11, 112])),
    ],
    reference: (text, book) => {
      const stands = (piece: readonly number[]) =>
        book.some((_, j) => j + piece.length <= book.length && piece.every((id, n) => book[j + n] === id));
      for (let length = text.length; length > 0; length--) {
        if (text.some((_, i) => i + length <= text.length && stands(text.slice(i, i + length)))) {
          return length;
        }
      }
      return 0;
    },
    hint: "Compare from every position of the text with every position of the book; keep the longest match.",
  }),
  "04.6": drawnCases({
    call: "bits",
    inputs: (random): [number[], string[]] => {
      const count = 1 + random.below(5);
      const token = () => list(1 + random.below(6), () => oneOf(random, [..."ab é말🙂"])).join("");
      return [list(count, () => real(random, 0, 12)), list(count, token)];
    },
    reference: (losses, tokens) =>
      losses.reduce((a, b) => a + b, 0) / Math.LN2 / new TextEncoder().encode(tokens.join("")).length,
    hint: "Two sums first, of all losses and of all bytes. Then bits in place of nats, and one division.",
    tolerance: 1e-6,
  }),
};
