import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { disposeParams } from "../../../../lib/nn/mod.ts";
import { layout } from "../../../../lib/tools/layout.ts";
import { readOwnModels } from "../../../../lib/tools/site/play/own_models.ts";
import { nextTokens } from "../../../../lib/tools/site/play/worker/answers.ts";
import { chooseEngine } from "../../../../lib/tools/site/play/worker/choose_engine.ts";
import type { Engine } from "../../../../lib/tools/site/play/worker/engines.ts";

const javascript: Engine = { name: "cpu", start: () => tf.setBackend("cpu") };
// Deno reads the file itself; a page has it in its script.
const wasmFile = fileURLToPath(
  new URL("./tfjs-backend-wasm-simd.wasm", import.meta.resolve("@tensorflow/tfjs-backend-wasm")),
);
const wasm: Engine = {
  name: "wasm",
  start: () => {
    setWasmPaths({
      "tfjs-backend-wasm.wasm": wasmFile,
      "tfjs-backend-wasm-simd.wasm": wasmFile,
      "tfjs-backend-wasm-threaded-simd.wasm": wasmFile,
    });
    return tf.setBackend("wasm");
  },
};
/** Plain JavaScript under the name "webgpu", which then takes part in the race. */
const twin: Engine = {
  name: "webgpu",
  start: () => {
    tf.registerBackend("webgpu", () => Object.assign(new MathBackendCPU(), { firstUse: false }));
    tf.copyRegisteredKernels("cpu", "webgpu");
    return tf.setBackend("webgpu");
  },
};

(await wakeJavascript()).firstUse = false; // or it prints that tfjs-node is faster

async function wakeJavascript() {
  await tf.setBackend("cpu");
  return tf.backend() as { firstUse?: boolean };
}

const { copier } = await readOwnModels(join(layout.assets, "models"));
const ids = [..."wcjaeidbuwcjae"].map((letter) => copier.letters!.indexOf(letter));

/** Chooses, and looks whether the model is open on that engine and nothing else is left. */
async function choose(engines: readonly [Engine, ...Engine[]], engine?: Engine["name"]) {
  await tf.setBackend("cpu");
  const before = tf.memory().numTensors;
  const chosen = await chooseEngine(copier, { engines, engine });
  assert.equal(tf.getBackend(), chosen.engine);
  const [{ id }] = await nextTokens(chosen.model, { kind: "next", ids, count: 1 });
  assert.equal(copier.letters![id], "i");
  disposeParams(chosen.model.params);
  assert.equal(tf.memory().numTensors, before);
  return chosen;
}

/** Runs with another kernel of an engine, and puts the right one back. */
async function withKernel(
  [kernelName, backendName]: [kernel: string, engine: string],
  change: (original: tf.KernelConfig) => tf.KernelConfig["kernelFunc"],
  run: () => Promise<void>,
) {
  const original = tf.getKernel(kernelName, backendName);
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ ...original, kernelFunc: change(original) });
  try {
    await run();
  } finally {
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel(original);
  }
}

Deno.test("WebAssembly is chosen before plain JavaScript, and an engine may be named", async () => {
  const chosen = await choose([javascript, wasm]);
  assert.deepEqual([chosen.engine, chosen.refused], ["wasm", []]);
  assert.equal((await choose([javascript, wasm], "cpu")).engine, "cpu");
  assert.equal((await choose([javascript], "wasm")).engine, "cpu"); // a browser without it
});

Deno.test("an engine that computes wrong numbers is not used", async () => {
  // Every kernel that the model needs is checked, not only the products.
  for (const kernelName of ["Softmax", "BatchMatMul", "GatherV2", "Mean", "TensorScatterUpdate"]) {
    await withKernel([kernelName, "wasm"], ({ kernelFunc }) => (call) => {
      const result = kernelFunc(call) as tf.TensorInfo;
      const values = (tf.backend() as unknown as { typedArrayFromHeap(t: tf.TensorInfo): Float32Array })
        .typedArrayFromHeap(result);
      for (let i = 0; i < values.length; i += 2) values[i] *= 0.9; // every other number is 10 % too small
      return result;
    }, async () => {
      const { engine, refused } = await choose([javascript, wasm]);
      assert.equal(engine, "cpu", kernelName);
      assert.match(refused[0], /^wasm: wrong (probabilities|logits|attention|tokens)/, kernelName);
    });
  }
});

Deno.test("an engine that fails is not used", async () => {
  await withKernel(["Softmax", "wasm"], () => () => {
    throw new Error("lost");
  }, async () => {
    const { engine, refused } = await choose([javascript, wasm]);
    assert.deepEqual([engine, refused], ["cpu", ["wasm: lost"]]);
  });
  const broken: Engine = { name: "webgpu", start: () => Promise.reject(new Error("no device")) };
  assert.deepEqual((await choose([javascript, wasm, broken])).refused, ["webgpu: no device"]);
});

Deno.test("an engine that says nothing is not waited for", async () => {
  const silent: Engine = { name: "webgpu", start: () => new Promise(() => {}) };
  const { engine, refused } = await choose([javascript, wasm, silent]);
  assert.deepEqual([engine, refused], ["wasm", ["webgpu: nothing after 3 s"]]);
});

Deno.test("the model is open on the winner of the race, and the loser's time is said", async () => {
  const { engine, refused } = await choose([javascript, wasm, twin]);
  if (engine === "webgpu") assert.deepEqual(refused, []); // which of them wins depends on the machine
  else assert.match(refused[0], /^webgpu: \d+\.\d ms a token, wasm \d+\.\d ms$/);
});
