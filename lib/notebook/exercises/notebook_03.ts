/**
 * Checks of notebook 03, attention: softmax, masks, heads, norms, parameters, and the targets of an induction head.
 * Expected values come from lib/nn and tfjs where possible.
 */
import * as tf from "@tensorflow/tfjs";
import {
  attention,
  type AttentionParams,
  countParams,
  initAttention,
  initBlock,
  mapParams,
  randomNormal,
  seed,
} from "../../nn/mod.ts";
import { expectClose, expectEqual, wrong } from "./expect.ts";
import { attentionWithout } from "./attention_without.ts";

async function checkStableSoftmax(softmax: (scores: readonly number[]) => number[]): Promise<string> {
  await expectClose(softmax([0, 0]), [0.5, 0.5], {
    what: "stableSoftmax([0, 0])",
    hint: "Powers of e, divided by their sum.",
  });
  for (const scores of [[1, 2, 3], [1000, 1001, 1002], [-1000, -1001], [-1e9, 0]]) {
    const expected = Array.from(await tf.softmax(tf.tensor1d(scores)).data());
    await expectClose(softmax(scores), expected, {
      what: `stableSoftmax([${scores.join(", ")}])`,
      hint: scores[0] === 1
        ? "Powers of e, divided by their sum."
        : "e^1000 is Infinity, e^-1000 is 0. Subtracting the same number from every score changes no weight: " +
          "which number makes the largest power 1?",
    });
  }
  return "every library subtracts the largest score first";
}

async function checkSlidingWindow(mask: (T: number, window: number) => tf.Tensor2D): Promise<string> {
  for (const [T, window] of [[4, 4], [5, 2], [3, 1]]) {
    const found = mask(T, window);
    const what = `slidingWindowMask(${T}, ${window})`;
    if (!(found instanceof tf.Tensor)) {
      wrong(
        `\`${what}\` gives ${Array.isArray(found) ? "an array" : `\`${found}\``}, expected a tensor of ` +
          `shape [${T},${T}]`,
        "`tf.tensor2d(rows)` makes a tensor of an array of rows.",
      );
    }
    if (String(found?.shape) !== `${T},${T}`) {
      wrong(
        `\`${what}\` has the shape [${found?.shape}], expected [${T},${T}]`,
        "One row for each query, one column for each key; no batch and no heads.",
      );
    }
    const numbers = await found.array();
    for (let query = 0; query < T; query++) {
      for (let key = 0; key < T; key++) {
        const open = key <= query && key > query - window;
        if (open ? numbers[query][key] === 0 : numbers[query][key] <= -1e4) continue;
        const why = key > query
          ? "a later token"
          : open
          ? `${query - key} back, inside a window of ${window}`
          : `${query - key} back, outside a window of ${window}`;
        wrong(
          `\`${what}\` has ${numbers[query][key]} at query ${query}, key ${key} (${why}); expected ` +
            `${open ? "0" : "-1e9"}`,
          "The causal mask hides key > query. Which other keys must be hidden? The window includes the token itself.",
        );
      }
    }
  }
  return "with this mask attention costs T · window instead of T · T (Mistral 7B: a window of 4,096)";
}

async function checkRepeatHeads(
  repeatHeads: (keys: tf.Tensor4D, nHead: number) => tf.Tensor4D,
): Promise<string> {
  const keys = tf.tensor4d([[[[1, 2]], [[3, 4]]]]); // (1, 2, 1, 2)
  await expectClose(repeatHeads(keys, 4), [[[[1, 2]], [[1, 2]], [[3, 4]], [[3, 4]]]], {
    what: "repeatHeads(keys of 2 heads, 4)",
    hint:
      "Query heads 0 and 1 share the first key head, 2 and 3 the second: a, a, b, b and not a, b, a, b. " +
      "Add an axis after the heads, `tf.tile` it, `tf.reshape`.",
  });
  const wide = randomNormal([2, 3, 5, 4], seed(1)) as tf.Tensor4D;
  const each = tf.unstack(wide, 1); // 3 times (2, 5, 4)
  await expectClose(repeatHeads(wide, 6), tf.stack(each.flatMap((head) => [head, head]), 1), {
    what: "repeatHeads(keys (2, 3, 5, 4), 6)",
    hint: "Batch and positions must stay where they are.",
  });
  await expectClose(repeatHeads(wide, 3), wide, {
    what: "repeatHeads(keys of 3 heads, 3)",
    hint: "nHead equals the number of key heads: nothing changes.",
  });
  return "grouped-query attention: fewer keys and values to keep in the cache, as many queries as before";
}

async function checkRmsNorm(rmsNorm: (x: tf.Tensor, weight: tf.Tensor1D) => tf.Tensor): Promise<string> {
  await expectClose(rmsNorm(tf.tensor2d([[3, 4]]), tf.tensor1d([1, 1])), [[
    3 / Math.sqrt(12.5),
    4 / Math.sqrt(12.5),
  ]], {
    what: "rmsNorm([[3, 4]], [1, 1])",
    hint: "The mean of the squares is (9 + 16) / 2 = 12.5; divide by its root. Nothing is subtracted.",
  });
  await expectClose(rmsNorm(tf.zeros([1, 3]), tf.ones([3])), [[0, 0, 0]], {
    what: "rmsNorm([[0, 0, 0]], [1, 1, 1])",
    hint: "0 / 0 is NaN: add 1e-5 to the mean of the squares.",
  });
  const x = randomNormal([2, 3, 4], seed(2)), weight = tf.tensor1d([1, 2, 3, 4]);
  try {
    rmsNorm(x, weight);
  } catch (error) {
    // Means of shape (2, 3) do not broadcast to (2, 3, 4).
    if (!/broadcast|shape/i.test(String(error))) throw error;
    wrong(
      `\`rmsNorm(x (2, 3, 4), [1, 2, 3, 4])\` divides tensors whose shapes do not fit: ` +
        `${(error as Error).message}`,
      "`tf.mean(…, -1)` removes the last axis: (2, 3, 4) becomes (2, 3). `tf.mean(…, -1, true)` keeps it, with length 1.",
    );
  }
  const expected = tf.mul(tf.div(x, tf.sqrt(tf.add(tf.mean(tf.square(x), -1, true), 1e-5))), weight);
  await expectClose(rmsNorm(x, weight), expected, {
    what: "rmsNorm(x (2, 3, 4), [1, 2, 3, 4])",
    hint:
      "Over the last axis only (`tf.mean(…, -1, true)` keeps it, so that the division broadcasts), then times weight.",
  });
  return "RMSNorm, as in Llama and Qwen: no mean, no shift, and models train as well";
}

function checkBlockParameters(count: (width: number, hidden: number) => number): string {
  for (const width of [8, 32]) {
    const expected = countParams(initBlock({ width }, seed(1)));
    expectEqual(count(width, 4 * width), expected, {
      what: `blockParameters(${width}, ${4 * width})`,
      hint:
        "Two norms (2 C each), c_attn (C, 3 C) and c_proj (C, C), c_fc (C, hidden) and c_proj (hidden, C); " +
        "each of the four matrices has a bias as long as its output.",
    });
  }
  const [C, M] = [768, 2048];
  expectEqual(count(C, M), 4 * C + 3 * C * C + 3 * C + C * C + C + 2 * C * M + M + C, {
    what: `blockParameters(${C}, ${M})`,
    hint: "Only the MLP depends on hidden: two matrices of C · hidden, and biases of hidden and C.",
  });
  return `with hidden = 4 C it is 12 C² + 13 C: ${count(768, 3072).toLocaleString("en")} in one block of ` +
    "GPT-2";
}

function checkInductionTargets(targets: (tokens: readonly string[]) => number[]): string {
  const cases: readonly [text: string, expected: number[], hint: string][] = [
    ["abcab", [-1, -1, -1, 1, 2], "The a at 3 also occurs at 0; the token after that one is at 1."],
    ["abacada", [-1, -1, 1, -1, 3, -1, 5], "Use the latest earlier occurrence, not the first."],
    [
      "aaa",
      [-1, 1, 2],
      "The a at 1 also occurs at 0, and the token after that one is the a at 1 itself: that is allowed.",
    ],
    ["", [], "No tokens, no targets."],
  ];
  for (const [text, expected, hint] of cases) {
    expectEqual(targets([...text]), expected, { what: `inductionTargets([..."${text}"])`, hint });
  }
  return "one line of code for a program; a transformer learns it, with two layers";
}

async function checkWithoutHead(
  withoutHead: (params: AttentionParams, o: { head: number; nHead: number }) => AttentionParams,
): Promise<string> {
  const nHead = 3, x = randomNormal([1, 5, 12], seed(3)) as tf.Tensor3D;
  const params = mapParams((w) => randomNormal(w.shape, seed(w.size)), initAttention({ width: 12 }, seed(4)));
  const before = await attention(params, x, { nHead }).array();
  for (let head = 0; head < nHead; head++) {
    const what = `attention() with withoutHead(params, { head: ${head}, nHead: ${nHead} })`;
    const answer = withoutHead(params, { head, nHead });
    if (!answer?.c_proj || !answer?.c_attn) {
      wrong(
        "`withoutHead(…)` must return `{ c_attn, c_proj }`, with the shapes of its argument",
        "Begin with `{ ...params, c_proj: … }`.",
      );
    }
    for (const part of ["c_attn", "c_proj"] as const) {
      const { weight, bias } = params[part], { weight: w, bias: b } = answer[part];
      if (String(w?.shape) === String(weight.shape) && String(b?.shape) === String(bias!.shape)) continue;
      wrong(
        `\`withoutHead(…).${part}\` must have a weight of shape [${weight.shape}] and a bias of shape ` +
          `[${bias!.shape}], as tensors`,
        "Rows are set to 0, not removed, and the bias stays.",
      );
    }
    await expectClose(attention(answer, x, { nHead }), attentionWithout(params, x, { head, nHead }), {
      what,
      tolerance: 1e-3,
      hint:
        "Each head's D = C / H results enter c_proj through D rows of its weight, head after head. Which rows belong " +
        "to this head? Set them to 0; do not change the bias and c_attn.",
    });
  }
  await expectClose(attention(params, x, { nHead }), before, {
    what: "attention() with the params that were passed in",
    hint: "Do not change the tensors of the argument: make new ones.",
  });
  return "removing a part to see what it did is called ablation";
}

export const exercises = {
  "03.1": checkStableSoftmax,
  "03.2": checkSlidingWindow,
  "03.3": checkRepeatHeads,
  "03.4": checkRmsNorm,
  "03.5": checkBlockParameters,
  "03.6": checkInductionTargets,
  "03.7": checkWithoutHead,
};
