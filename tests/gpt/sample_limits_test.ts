/** Sampling at the edges of float32: what softmax(logits / T) says in its limit, eager and compiled alike. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { generate, type GenerateOptions, type Model, sample, type SampleOptions } from "lib/gpt";
import { warpLogits } from "../../lib/gpt/sample.ts";
import { jit } from "lib/engine/jit";
import { type Seed, seed } from "lib/nn";
import { forEachBackend } from "../backends.ts";
import { readModels, readParams } from "../fixtures/gpt/read.ts";

type Mode = "eager" | "graph" | "xla";

/** Tokens that 64 draws from each row of logits give, in each mode. */
async function drawn(rows: number[][], o: SampleOptions, modes: readonly Mode[]): Promise<number[][][]> {
  const draws = 64, V = rows[0].length;
  const batch = tf.tile(tf.tensor2d(rows).reshape([rows.length, 1, V]), [1, draws, 1]).reshape([-1, V]);
  const draw = (logits: tf.Tensor2D, s: Seed) => sample(logits, { ...o, seed: s });
  const found: number[][][] = [];
  for (const mode of tf.getBackend() === "tensorflow" ? modes : ["eager"] as const) {
    const f = mode === "eager" ? draw : jit(draw, { mode });
    const tokens = [...await (await f(batch as tf.Tensor2D, seed(5))).data()];
    found.push(
      rows.map((_, b) => [...new Set(tokens.slice(b * draws, (b + 1) * draws))].sort((a, b) => a - b)),
    );
    if ("traces" in f) f[Symbol.dispose]();
  }
  return found;
}

async function assertDrawn(
  rows: number[][],
  o: SampleOptions,
  expected: number[][],
  modes: readonly Mode[] = ["eager"],
): Promise<void> {
  for (const tokens of await drawn(rows, o, modes)) assert.deepEqual(tokens, expected, JSON.stringify(o));
}
const EVERY: readonly Mode[] = ["eager", "graph", "xla"];

forEachBackend("the lowest temperatures take the likeliest token, ties by chance", async () => {
  const rows = [[1, 2, 3, 2.5], [-1, -2, -3, -2.5], [0, 7, 7, 0], [-1000, -999, -998, -Infinity]];
  const likeliest = [[2], [0], [1, 2], [2]];
  for (const temperature of [1e-20, 1e-38, 1.1e-38, 1e-39, 1e-40, 1e-45, 1e-300, Number.MIN_VALUE]) {
    for (const o of [{}, { topK: 3 }, { topP: 0.9 }, { topK: 2, topP: 0.5 }]) {
      await assertDrawn(rows, { temperature, ...o }, likeliest);
    }
  }
  await assertDrawn(rows, { temperature: 1e-40, topK: 2 }, likeliest, EVERY);
});

forEachBackend("the highest temperatures draw every token that is not ruled out", async () => {
  for (const temperature of [1e30, 1e38, 1e39, 1e300]) {
    await assertDrawn([[1, 2, -Infinity, 900]], { temperature }, [[0, 1, 3]]);
    await assertDrawn([[1, 2, 3, -1]], { temperature, topK: 2 }, [[1, 2]]);
  }
});

forEachBackend(
  "top-k and top-p never draw a token that is ruled out, however low the others' logits",
  async () => {
    const low = [-2e9, -5e9, -2.1e9, -9e9];
    await assertDrawn([low, low.map((x) => x * 1e20)], { topK: 1 }, [[0], [0]]);
    await assertDrawn([[-2e9, -5e9, -2e9, -9e9]], { topK: 2 }, [[0, 2]]);
    await assertDrawn([[-3, -5, -3, -9]], { topK: 2, temperature: 1e-10 }, [[0, 2]]);
    await assertDrawn([[-3e38, -3.2e38, -3.4e38, -3e38]], { topK: 3 }, [[0, 3]]);
    await assertDrawn([[0, -30, -60, -90]], { topK: 4, topP: 1e-12 }, [[0]]); // the others' chances: 1e-13 and less
  },
);

forEachBackend("the smallest top-p keeps the likeliest token", async () => {
  for (const topP of [1e-20, 1e-38, 1e-40, 1e-45, 1e-300]) await assertDrawn([[1, 5, 3, 2]], { topP }, [[1]]);
});

forEachBackend("logits as large as float32 goes draw what their differences say", async () => {
  await assertDrawn([[3e38, 1e38, -3e38, 0], [-3e38, -3.3e38, -3e38, -3.4e38]], {}, [[0], [0, 2]]);
  await assertDrawn([[3e38, 1e38, -3e38, 3e38]], { temperature: 0.5, topP: 0.9 }, [[0, 3]]);
});

forEachBackend("-Infinity rules a token out, with a repetition penalty too", async () => {
  await assertDrawn([[-Infinity, 1, -Infinity, 1]], {}, [[1, 3]]);
  await assertDrawn([[-Infinity, 1, -Infinity, -Infinity]], { topK: 3 }, [[1]]);
  await assertDrawn([[-Infinity, 1, -Infinity, 1]], { temperature: 1e-40 }, [[1, 3]]);
  const logits = tf.tensor2d([[-Infinity, 1, 2, -Infinity]]);
  const warped = (
    repetitionPenalty: number,
    seen: number[],
  ) => [...warpLogits(logits, { repetitionPenalty, seen: tf.tensor2d([seen]) }).dataSync()];
  // transformers' RepetitionPenaltyLogitsProcessor gives the same
  assert.deepEqual(warped(1.3, [0, 1, 0, 0]), [-Infinity, Math.fround(1 / 1.3), 2, -Infinity]);
  assert.deepEqual(warped(1.3, [1, 0, 1, 1]), [-Infinity, 1, Math.fround(2 / 1.3), -Infinity]);
  for (const penalty of [1e30, 1e38, 1e300]) {
    const [first, seen, unseen] = warped(penalty, [1, 1, 0, 0]);
    assert.deepEqual([first, unseen], [-Infinity, 2]);
    assert.ok(seen >= 0 && seen < 1e-29);
  }
  assert.ok(warped(1e-300, [0, 1, 0, 0]).every((x) => !Number.isNaN(x)));
});

forEachBackend("sample() takes no token, -1, where the logits are no distribution", async () => {
  const bad = [
    [1, NaN, 2, 3],
    [NaN, NaN, NaN, NaN],
    [1, Infinity, 2, 3],
    [Infinity, -Infinity, 0, 0],
    [-Infinity, -Infinity, -Infinity, -Infinity],
  ];
  const rows = [...bad, [9, 0, 0, 0]], expected = [...bad.map(() => [-1]), [0]];
  for (
    const o of [{ temperature: 0 }, { topK: 1 }, { topP: 0.5 }, { temperature: 1e-40 }, { sampleOnly: [3] }]
  ) {
    await assertDrawn(rows, o, expected);
  }
  for (const o of [{ temperature: 0 }, { topK: 1 }]) await assertDrawn(rows, o, expected, EVERY);
});

/** A fixture's GPT with one number of its head changed, so that one logit is what is given. */
function damaged(value: number): Model {
  const params = readParams("untied"), { config } = readModels().models.untied;
  const weight = params.wte.weight.arraySync() as number[][];
  weight[3] = weight[3].map(() => value);
  return { params: { ...params, wte: { weight: tf.tensor2d(weight) } }, config };
}

forEachBackend(
  "generate() stops with an error where the logits become NaN, and gives the tokens before",
  async () => {
    const before: (number | null)[] = [];
    const run = async (prompt: number[], o: Partial<GenerateOptions>, value = NaN) => {
      before.length = 0;
      const model = damaged(value);
      for await (const { tokens } of generate(model, [[5, 6], prompt], { maxNewTokens: 6, ...o })) {
        before.push(tokens[1]);
      }
    };
    const message =
      /^RangeError: generate: no token can be drawn for prompt 1 after 0 new tokens: .* NaN or infinite/;
    for (const compile of tf.getBackend() === "tensorflow" ? [undefined, jit] : [undefined]) {
      for (
        const o of [{ temperature: 0 }, { seed: 1 }, { topK: 3 }, { cache: false }, {
          repetitionPenalty: 1.2,
        }]
      ) {
        await assert.rejects(run([3, 1], { ...o, compile }), message);
      }
      await assert.rejects(run([3, 1], { compile }, Infinity), message);
    }
  },
);

forEachBackend("generate() in long calls: the tokens before a NaN are handed out", async () => {
  if (tf.getBackend() !== "tensorflow") return;
  // The tiny model continues [9] greedily; the token that it takes second becomes NaN when it is read.
  const model: Model = { params: readParams("untied"), config: readModels().models.untied.config };
  const run = async (model: Model, o: Partial<GenerateOptions>) => {
    const tokens: (number | null)[] = [];
    const end = await (async () => {
      for await (const step of generate(model, [[9]], { maxNewTokens: 9, temperature: 0, ...o })) {
        tokens.push(step.tokens[0]);
      }
    })().catch((error: Error) => error.message);
    return { tokens, end };
  };
  const { tokens } = await run(model, {});
  const weight = model.params.wte.weight.arraySync() as number[][];
  const at = tokens.findIndex((token, i) => i > 0 && token !== 9 && tokens.indexOf(token) === i);
  weight[tokens[at]!] = weight[0].map(() => NaN);
  const broken = { ...model, params: { ...model.params, wte: { weight: tf.tensor2d(weight) } } };
  const count = tf.memory().numTensors;
  for (const compile of [undefined, jit]) {
    const found = await run(broken, { compile });
    assert.deepEqual(found.tokens, tokens.slice(0, at + 1));
    assert.match(`${found.end}`, new RegExp(`after ${at + 1} new tokens`));
    assert.equal(tf.memory().numTensors, count);
  }
});
