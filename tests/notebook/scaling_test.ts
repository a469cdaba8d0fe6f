/** The scaling experiment: every shape at every length, counted right, better with more text, nothing left behind. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { measureScaling } from "lib/notebook";
import type { ScalingOptions } from "../../lib/notebook/scaling.ts";
import { parameterCount } from "lib/gpt";
import { forEachBackend } from "../backends.ts";

/** A text in which each token is the one before plus one: soon learned. */
const counting = (length: number) => Int32Array.from({ length }, (_, i) => i % 7);
const options: ScalingOptions = {
  shapes: [{ nLayer: 1, nHead: 1, nEmbd: 4 }, { nLayer: 1, nHead: 2, nEmbd: 8 }],
  steps: [2, 30],
  vocabSize: 8,
  blockSize: 6,
  batchSize: 4,
  learningRate: () => 0.03,
  train: counting(200),
  heldOut: counting(60),
  charactersPerToken: 2,
  seed: 1,
};

forEachBackend("measureScaling() runs each shape at each length and counts its compute", async () => {
  const before = tf.memory().numTensors;
  const points = await Array.fromAsync(measureScaling(options));
  assert.equal(tf.memory().numTensors, before);
  assert.deepEqual(points.map(({ nEmbd, tokens }) => [nEmbd, tokens]), [[4, 48], [4, 720], [8, 48], [
    8,
    720,
  ]]);
  for (const { nLayer, nEmbd, parameters, computeParameters, tokens, flops, bitsPerCharacter } of points) {
    const shape = {
      nLayer,
      nEmbd,
      nHead: 1,
      vocabSize: 8,
      blockSize: 6,
      dropout: 0,
      qkvBias: false,
      tiedHead: true,
    };
    assert.equal(parameters, parameterCount(shape));
    assert.equal(computeParameters, parameters - 6 * nEmbd);
    assert.equal(flops, 6 * computeParameters * tokens);
    assert.ok(bitsPerCharacter > 0 && bitsPerCharacter < 3, `${bitsPerCharacter}`); // log2(8) bits for two characters
  }
  assert.ok(points[1].bitsPerCharacter < 0.7 * points[0].bitsPerCharacter);
  assert.ok(points[3].bitsPerCharacter < 0.7 * points[2].bitsPerCharacter);
});

forEachBackend("a stopped experiment ends without a half-trained point", async () => {
  const stop = new AbortController();
  const points = [];
  for await (const point of measureScaling({ ...options, signal: stop.signal })) {
    points.push(point);
    stop.abort();
  }
  assert.equal(points.length, 1);
});

Deno.test("measureScaling() frees the compiled evaluation of each shape", async () => {
  await tf.setBackend("cpu");
  let made = 0, freed = 0;
  const compile: ScalingOptions["compile"] = (f) => {
    made++;
    return Object.assign((...args: Parameters<typeof f>) => f(...args), {
      [Symbol.dispose]: () => void freed++,
    });
  };
  await Array.fromAsync(measureScaling({ ...options, steps: [2], compile }));
  assert.ok(made >= options.shapes.length);
  assert.equal(freed, made);
});
