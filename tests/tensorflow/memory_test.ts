import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { engineTest, runProgram } from "./engine.ts";

/**
 * Runs `body` 2,000 times, then 1,000 times more, in a process whose JavaScript garbage is collected by hand.
 *
 * @returns what the last 1,000 left behind: counts of the engine, and MB of the process's memory
 */
async function left(setUp: string, body: string): Promise<Record<string, number>> {
  const program = `
    import * as tf from "@tensorflow/tfjs";
    import { useTensorFlow } from "lib/tensorflow";
    const engine = useTensorFlow();
    ${setUp}
    function measure(rounds) {
      for (let i = 0; i < rounds; i++) { ${body} }
      gc();
      return { ...engine.memory(), megabytes: Deno.memoryUsage().rss / 1e6 };
    }
    const before = measure(2000), after = measure(1000);
    console.log(JSON.stringify(Object.fromEntries(Object.keys(after).map((k) => [k, after[k] - before[k]]))));`;
  // A small young generation: V8 would grow it while the program warms up.
  const flags = ["--v8-flags=--expose-gc,--max-semi-space-size=1"];
  const { stdout, stderr } = await runProgram(program, { flags });
  assert.equal(stderr, "");
  return JSON.parse(stdout);
}

engineTest("1,000 training steps leave tensors, handles and memory where they were", async () => {
  const { megabytes, ...counts } = await left(
    `
    const x = tf.tensor1d([0, 1, 2, 3, 0, 2], "int32");
    const y = tf.ones([6, 8]);
    let params = [tf.ones([4, 8]), tf.zeros([8, 8]), tf.zeros([8])];
    const loss = (table, w, b) =>
      tf.mean(tf.square(tf.sub(tf.tanh(tf.add(tf.matMul(tf.gather(table, x), w), b)), y)));
    const step = () => tf.tidy(() => {
      const { grads } = tf.valueAndGrads(loss)(params);
      return params.map((p, i) => tf.sub(p, tf.mul(grads[i], 0.1)));
    });`,
    `const next = step(); tf.dispose(params); params = next;`,
  );
  assert.deepEqual(counts, { numTensors: 0, numBytes: 0, numNativeTensors: 0, numHandles: 0 });
  assert.ok(megabytes < 4, `${megabytes} MB: one leaked handle for each op would be about 10`);
});

engineTest("1,000 string tensors leave no memory behind", async () => {
  const { megabytes, ...counts } = await left(
    `const text = "가".repeat(30_000);`,
    `tf.tidy(() => tf.reshape(tf.tensor1d([text, "short"]), [2, 1]).dataSync());`,
  );
  assert.deepEqual(counts, { numTensors: 0, numBytes: 0, numNativeTensors: 0, numHandles: 0 });
  assert.ok(megabytes < 20, `${megabytes} MB are left of 90`);
});

engineTest("memory() counts tensors, native tensors and handles", (engine) => {
  const before = engine.memory();
  const a = tf.tensor1d([1, 2, 3]);
  assert.equal(engine.memory().numTensors, before.numTensors + 1);
  assert.equal(engine.memory().numHandles, before.numHandles, "a tensor gets a handle when an op needs it");
  const b = tf.square(a);
  assert.equal(engine.memory().numHandles, before.numHandles + 2);
  assert.equal(engine.memory().numNativeTensors, before.numNativeTensors + 2);
  assert.equal(engine.memory().numBytes, before.numBytes + 24);
  tf.dispose([a, b]);
  assert.deepEqual(engine.memory(), before);
});
