/** References and drawn inputs of notebook 00's exercises; see drawn_inputs.ts. */
import { draws } from "../../lotto/mod.ts";
import { drawnCases, list, oneOf, real, type TryDrawn } from "./drawn_inputs.ts";

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const normalised = (values: readonly number[]) => values.map((value) => value / sum(values));

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "00.1": drawnCases({
    call: "smoothed",
    inputs: (
      random,
    ): [number[]] => [list(1 + random.below(8), () => random.chance(0.4) ? 0 : random.below(30))],
    reference: (counts) => normalised(counts.map((count) => count + 1)),
    hint: "Add 1 to every count first; then divide each by the sum of these new counts.",
    tolerance: 1e-6,
  }),
  "00.2": drawnCases({
    call: "topK",
    inputs: (random): [number[], number] => {
      const size = 1 + random.below(8); // all different: nothing says which of two equal ones is kept
      return [normalised(random.choose(list(500, (i) => i + 1), size)), 1 + random.below(size + 1)];
    },
    reference: (probabilities, k) => {
      const smallest = probabilities.toSorted((a, b) => b - a)[k - 1] ?? 0;
      return normalised(probabilities.map((p) => p >= smallest ? p : 0));
    },
    hint: "Keep the k largest where they are, make the others 0, divide by the sum of what is left.",
    tolerance: 1e-6,
  }),
  "00.3": drawnCases({
    call: "mask",
    inputs: (random, i): [number, "BERT" | "GPT"] => [1 + random.below(7), i % 2 ? "BERT" : "GPT"],
    reference: (T, kind) => list(T, (row) => list(T, (column) => kind === "BERT" || column <= row ? 1 : 0)),
    hint: "T rows of T columns, for any T.",
  }),
  "00.4": drawnCases({
    call: "sharpen",
    inputs: (random): [number[], number] => [
      normalised([1, ...list(random.below(6), () => random.below(20))]),
      real(random, 0.2, 4),
    ],
    reference: (probabilities, temperature) => normalised(probabilities.map((p) => p ** (1 / temperature))),
    hint: "p ** (1 / temperature), divided by the sum of all of these.",
    tolerance: 1e-6,
  }),
  "00.5": drawnCases({
    call: "averageLoss",
    inputs: (random): [(previous: string, next: string) => number, string[]] => {
      const table = list(9, () => real(random, 0.01, 1));
      const at = (token: string) => "abc".indexOf(token);
      return [
        (previous, next) => table[3 * at(previous) + at(next)],
        list(2 + random.below(9), () => oneOf(random, [..."abc"])),
      ];
    },
    reference: (probability, tokens) =>
      -sum(tokens.slice(1).map((token, i) => Math.log(probability(tokens[i], token)))) / (tokens.length - 1),
    hint: "Average -ln(probability(token before, token)) over all tokens but the first.",
    tolerance: 1e-6,
  }),
  "00.6": drawnCases({
    call: "generate",
    inputs: (random, i): [(context: readonly string[]) => ReadonlyMap<string, number>, string[], number] => {
      const words = [".", "a", "b", "c", "d"];
      const next = (context: readonly string[]) => {
        const here = draws(i, context.length, words.indexOf(context.at(-1)!));
        return new Map(here.choose(words, 4).map((word, n) => [word, [12, 3, 7, 1][(n + i) % 4]]));
      };
      return [next, list(1 + random.below(4), () => oneOf(random, words)), random.below(9)];
    },
    reference: (next, prompt, n) => {
      const text = [...prompt];
      while (text.length < prompt.length + n) {
        text.push([...next(text)].reduce((a, b) => b[1] > a[1] ? b : a)[0]);
        if (text.at(-1) === ".") break;
      }
      return text;
    },
    hint: 'Only a new "." ends the text, not one of the prompt; at most n new tokens.',
  }),
};
