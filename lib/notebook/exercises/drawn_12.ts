/** References and drawn inputs of notebook 12's exercises; see drawn_inputs.ts. */
import { cacheBytesPerToken, nanoGPTCharConfig } from "../../gpt/mod.ts";
import { drawnCases, list, real, type TryDrawn } from "./drawn_inputs.ts";

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "12.1": drawnCases({
    call: "cacheBytes",
    inputs: (random): [{ layers: number; heads: number; headDim: number; tokens: number }] => {
      const [layers, heads, headDim, tokens] = [60, 128, 128, 9000].map((most) => 1 + random.below(most));
      return [{ layers, heads, headDim, tokens }];
    },
    reference: ({ layers: nLayer, heads: nHead, headDim, tokens }) =>
      tokens * cacheBytesPerToken({ ...nanoGPTCharConfig, nLayer, nHead, headDim }),
    hint: "2 · 4 bytes · layers · heads · headDim · tokens: keys and values.",
  }),
  "12.2": drawnCases({
    call: "routeOne",
    inputs: (random): [number[], number] => {
      const count = 2 + random.below(7);
      return [list(count, () => real(random, 0.01, 1)), 1 + random.below(count)];
    },
    reference: (scores, k) => {
      const best = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]).slice(0, k);
      const total = best.reduce((sum, i) => sum + scores[i], 0);
      return scores.map((score, i) => best.includes(i) ? score / total : 0);
    },
    hint: "The k largest scores, divided by their sum; 0 for all others.",
  }),
  "12.3": drawnCases({
    call: "moveBias",
    inputs: (random): [number[], number[], number] => {
      const count = 2 + random.below(6);
      return [
        list(count, () => real(random, -1, 1)),
        list(count, () => random.below(40)),
        real(random, 0.001, 0.1),
      ];
    },
    reference: (bias, counts, rate) => {
      const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
      return bias.map((b, i) => b - rate * Math.sign(counts[i] - mean));
    },
    hint: "bias − rate · sign(count − mean).",
  }),
};
