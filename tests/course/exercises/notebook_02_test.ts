import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { causalMask } from "lib/nn";
import type { AttentionParams } from "lib/nn";
import { judge } from "../../../lib/course/check.ts";
import { exercises } from "../../../lib/course/exercises/notebook_02.ts";

/** What the check says of an answer that a reader could give. */
async function said(id: string, answer: unknown) {
  await tf.setBackend("cpu");
  return await judge(exercises[id], answer);
}

const softmax = (scores: readonly number[]) => {
  const powers = scores.map((score) => Math.exp(score));
  return powers.map((power) => power / powers.reduce((a, b) => a + b, 0));
};

Deno.test("02.1 finds the softmax that overflows, and says at which scores", async () => {
  const { kind, message } = await said("02.1", softmax);
  assert.equal(kind, "wrong");
  assert.match(message, /`stableSoftmax\(\[1000, 1001, 1002\]\)` has `NaN` at `\[0\]`/);
});

Deno.test("02.2 finds the mask that has no window, and the window that is one too long", async () => {
  const noWindow = await said("02.2", causalMask);
  assert.match(
    noWindow.message,
    /slidingWindowMask\(5, 2\).* query 2, key 0 \(2 back, outside a window of 2\); expected -1e9/,
  );
  const tooLong = (T: number, window: number) =>
    tf.tensor2d(
      Array.from({ length: T }, (_, q) =>
        Array.from({ length: T }, (_, k) => k <= q && q - k <= window ? 0 : -1e9)),
    );
  assert.match((await said("02.2", tooLong)).message, /outside a window/);
});

Deno.test("02.3 finds heads that are repeated in the wrong order", async () => {
  const { kind, message } = await said(
    "02.3",
    (keys: tf.Tensor4D, nHead: number) => tf.tile(keys, [1, nHead / keys.shape[1], 1, 1]),
  );
  assert.equal(kind, "wrong");
  assert.match(message, /has `3` at `\[0\]\[1\]\[0\]\[0\]`, expected `1`/);
});

Deno.test("02.4 finds the division by zero", async () => {
  const answer = (x: tf.Tensor, weight: tf.Tensor) =>
    tf.mul(tf.div(x, tf.sqrt(tf.mean(tf.square(x), -1, true))), weight);
  assert.match((await said("02.4", answer)).message, /rmsNorm\(\[\[0, 0, 0\]\], \[1, 1, 1\]\)` has `NaN`/);
});

Deno.test("02.5 finds the forgotten biases", async () => {
  const { message } = await said("02.5", (C: number, hidden: number) => 4 * C + 4 * C * C + 2 * C * hidden);
  assert.match(message, /`blockParameters\(8, 32\)` gives `800`, expected `872`/);
});

Deno.test("02.6 finds the program that looks at the token instead of what followed it", async () => {
  const answer = (tokens: readonly string[]) =>
    tokens.map((token, i) => tokens.slice(0, i).lastIndexOf(token));
  assert.match(
    (await said("02.6", answer)).message,
    /inductionTargets\(\[\.\.\."abcab"\]\).* at `\[3\]` it has `0`, expected `1`/,
  );
});

Deno.test("02.7 finds the wrong head, and the answer that is no parameters", async () => {
  const columns = ({ c_attn, c_proj }: AttentionParams, { head, nHead }: { head: number; nHead: number }) => {
    const C = c_proj.weight.shape[0];
    const keep = Array.from({ length: C }, (_, i) => Math.floor(i * nHead / C) === head ? 0 : 1);
    return { c_attn, c_proj: { ...c_proj, weight: tf.mul(c_proj.weight, tf.tensor2d(keep, [1, C])) } };
  };
  assert.match((await said("02.7", columns)).message, /withoutHead\(params, \{ head: 0, nHead: 3 \}\)` has/);
  assert.match((await said("02.7", () => undefined)).message, /must answer `\{ c_attn, c_proj \}`/);
});
