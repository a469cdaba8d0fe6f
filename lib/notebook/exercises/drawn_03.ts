/** References and drawn inputs of notebook 03's exercises; see drawn_inputs.ts. */
import * as tf from "@tensorflow/tfjs";
import {
  attention,
  type AttentionParams,
  initAttention,
  mapParams,
  randomNormal,
  seed,
} from "../../nn/mod.ts";
import { attentionWithout } from "./attention_without.ts";
import { drawnCases, list, oneOf, real, type TryDrawn } from "./drawn_inputs.ts";

const T = 4;
const input = (params: AttentionParams) =>
  randomNormal([1, T, params.c_proj.weight.shape[0]], seed(5)) as tf.Tensor3D;

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "03.1": drawnCases({
    call: "stableSoftmax",
    inputs: (random): [number[]] => {
      const scale = oneOf(random, [1, 10, 3000]);
      const score = () => scale > 10 ? random.below(2 * scale) - scale : real(random, -scale, scale);
      return [list(1 + random.below(6), score)]; // large ones are whole numbers, which float32 holds exactly
    },
    reference: (scores) => {
      const powers = scores.map((score) => Math.exp(score - Math.max(...scores)));
      return powers.map((power) => power / powers.reduce((a, b) => a + b, 0));
    },
    hint: "Subtract the largest score from all scores before you compute the powers.",
    tolerance: 1e-6,
  }),
  "03.2": drawnCases({
    call: "slidingWindowMask",
    inputs: (random): [number, number] => [1 + random.below(7), 1 + random.below(8)],
    reference: (T, window): unknown =>
      list(T, (query) => list(T, (key) => key <= query && key > query - window ? 0 : -1e9)),
    normalise: async (mask) =>
      (await (mask as tf.Tensor2D).array()).map((row) => row.map((x) => x <= -1e4 ? -1e9 : x)),
    hint: "0 for the `window` tokens that end at the query itself, −1e9 for all others.",
    times: 30,
  }),
  "03.3": drawnCases({
    call: "repeatHeads",
    inputs: (random): [tf.Tensor4D, number] => {
      const groups = 1 + random.below(3);
      const shape = [1 + random.below(2), groups, 1 + random.below(4), 1 + random.below(4)];
      return [randomNormal(shape, seed(random.below(1000))) as tf.Tensor4D, groups * (1 + random.below(3))];
    },
    reference: (keys, nHead) => {
      const heads = tf.unstack(keys, 1).flatMap((head) => list(nHead / keys.shape[1], () => head));
      return tf.stack(heads, 1) as tf.Tensor4D;
    },
    hint:
      "Each head as often as needed, one copy right after the other; batch, positions and D stay where they are.",
    tolerance: 1e-6,
    times: 20,
  }),
  "03.4": drawnCases({
    call: "rmsNorm",
    inputs: (random): [tf.Tensor, tf.Tensor1D] => {
      const width = 1 + random.below(5),
        shape = [...list(1 + random.below(3), () => 1 + random.below(3)), width];
      const x = tf.mul(randomNormal(shape, seed(random.below(1000))), oneOf(random, [0.001, 1, 30]));
      return [x, randomNormal([width], seed(random.below(1000))) as tf.Tensor1D];
    },
    reference: (x, weight) =>
      tf.mul(tf.div(x, tf.sqrt(tf.add(tf.mean(tf.square(x), -1, true), 1e-5))), weight),
    hint: "x / √(mean(x²) + 1e-5) · weight, over the last axis.",
    tolerance: 1e-4,
    times: 20,
  }),
  "03.5": drawnCases({
    call: "blockParameters",
    inputs: (random): [number, number] => [1 + random.below(300), 1 + random.below(900)],
    // The library's block, whose MLP is 4 C wide, and what another width changes.
    reference: (C, hidden) => 12 * C * C + 13 * C + (hidden - 4 * C) * (2 * C + 1),
    hint: "Two norms, and four matrices with a bias each. Two matrices and one bias depend on hidden.",
  }),
  "03.6": drawnCases({
    call: "inductionTargets",
    inputs: (random): [string[]] => [list(random.below(10), () => oneOf(random, ["a", "b", "ab"]))],
    reference: (tokens) =>
      tokens.map((token, i) => {
        const before = tokens.lastIndexOf(token, i - 1);
        return i === 0 || before === -1 ? -1 : before + 1;
      }),
    hint: "The position right after the latest earlier occurrence; −1 where there is none.",
  }),
  "03.7": drawnCases({
    call: "withoutHead",
    inputs: (random): [AttentionParams, { head: number; nHead: number }] => {
      const nHead = 1 + random.below(4), width = nHead * (1 + random.below(3)), from = random.below(1000);
      const params = mapParams(
        (w) => randomNormal(w.shape, seed(from + w.size)),
        initAttention({ width }, seed(4)),
      );
      return [params, { head: random.below(nHead), nHead }];
    },
    reference: (params, o): unknown => attentionWithout(params, input(params), o),
    normalise: (changed, params, { nHead }) =>
      attention(changed as AttentionParams, input(params), { nHead }),
    hint: "D rows of c_proj's weight belong to the head: set them to 0 and change nothing else.",
    tolerance: 1e-3,
    times: 12,
  }),
};
