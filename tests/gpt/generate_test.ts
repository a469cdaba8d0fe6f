import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import type { Compile } from "lib/engine/ops";
import { generate, type GenerateOptions, gpt, type Model, tokenIds } from "lib/gpt";
import { disposeParams } from "lib/nn";
import { compileDecodeStep } from "../../lib/gpt/decode_step.ts";
import type { FinishReason } from "../../lib/gpt/generate.ts";
import { forEachBackend } from "../backends.ts";
import { readModels, readParams } from "../fixtures/gpt/read.ts";

/** A fixture's GPT: 37 tokens, blockSize 12, weights so large that its choices are clear and varied. */
const tiny = (): Model => ({ params: readParams("untied"), config: readModels().models.untied.config });

/** The new tokens of each row and why it ended. */
async function collect(model: Model, prompts: number[][], o: GenerateOptions) {
  const rows = prompts.map(() => [] as number[]);
  let finished: readonly (FinishReason | null)[] = [];
  for await (const step of generate(model, prompts, o)) {
    step.tokens.forEach((token, b) => token !== null && rows[b].push(token));
    finished = step.finished;
  }
  return { rows, finished };
}

/** Greedy continuation, straight from gpt(): the last blockSize tokens in, the likeliest token out. */
function greedy(model: Model, prompt: number[], count: number): number[] {
  const row = [...prompt];
  for (let i = 0; i < count; i++) {
    const window = row.slice(-model.config.blockSize);
    const logits = gpt(model.params, model.config, tokenIds([window], model.config));
    const last = tf.slice(logits, [0, window.length - 1, 0], [1, 1, -1]);
    row.push(tf.argMax(last, -1).dataSync()[0]);
  }
  return row.slice(prompt.length);
}

const prompts = [[3, 1, 4, 1, 5], [9], [2, 6, 5]];
const samplings: [string, Partial<GenerateOptions>][] = [
  ["greedy", { temperature: 0 }],
  ["sampled", { seed: 5 }],
  ["top-k and top-p", { temperature: 0.8, topK: 10, topP: 0.9, seed: 6 }],
  ["with a repetition penalty", { repetitionPenalty: 1.5, seed: 7 }],
];

forEachBackend(
  "generate() takes the likeliest token of gpt() each time, also when the context slides",
  async () => {
    const model = tiny();
    const { rows } = await collect(model, prompts, { maxNewTokens: 14, temperature: 0 });
    assert.deepEqual(rows, prompts.map((prompt) => greedy(model, prompt, 14)));
  },
);

forEachBackend(
  "generate() slides when the first token no longer fits: each row sees its own last 12 tokens",
  async () => {
    const model = tiny();
    const rows = Array.from(
      { length: 12 },
      (_, b) => Array.from({ length: 10 }, (_, t) => (b * 5 + t * 7 + b * t) % 37),
    );
    const found = await collect(model, rows, { maxNewTokens: 5, temperature: 0 });
    assert.deepEqual(
      found.rows,
      rows.map((row) => greedy(model, row, 5)),
    );
  },
);

forEachBackend(
  "generate() with a strong repetition penalty repeats neither the prompt nor itself",
  async () => {
    const { rows } = await collect(tiny(), prompts, {
      maxNewTokens: 10,
      temperature: 0,
      repetitionPenalty: 1e6,
    });
    rows.forEach((row, b) =>
      assert.equal(new Set([...prompts[b], ...row]).size, prompts[b].length - (b ? 0 : 1) + 10)
    );
  },
);

for (const [name, sampling] of samplings) {
  forEachBackend(`generate() gives the same tokens with and without the cache: ${name}`, async () => {
    const model = tiny();
    const o = { ...sampling, maxNewTokens: 12 };
    const withCache = await collect(model, prompts, o);
    const without = await collect(model, prompts, { ...o, cache: false });
    assert.deepEqual(withCache, without);
    assert.deepEqual(withCache.rows.map((row) => row.length), [12, 12, 12]);
    assert.deepEqual(withCache.finished, ["maxNewTokens", "maxNewTokens", "maxNewTokens"]);
  });
}

forEachBackend("generate() gives the same tokens for a seed on every engine", async () => {
  const o = { temperature: 0.8, topK: 10, topP: 0.9, seed: 6, maxNewTokens: 9 };
  assert.deepEqual((await collect(tiny(), prompts, o)).rows, [ // as drawn on cpu, tensorflow and webgpu
    [7, 0, 22, 22, 3, 14, 7, 22, 36],
    [2, 13, 30, 34, 14, 29, 33, 14, 7],
    [24, 34, 34, 13, 13, 21, 3, 14, 22],
  ]);
});

forEachBackend("generate() repeats itself for a seed, and differs by seed and by row", async () => {
  const o = { maxNewTokens: 10 };
  const a = await collect(tiny(), [[1, 2], [1, 2]], { ...o, seed: 1 });
  assert.deepEqual(a, await collect(tiny(), [[1, 2], [1, 2]], { ...o, seed: 1 }));
  assert.notDeepEqual(a.rows, (await collect(tiny(), [[1, 2], [1, 2]], { ...o, seed: 2 })).rows);
  assert.notDeepEqual(a.rows[0], a.rows[1]);
  assert.deepEqual((await collect(tiny(), [[1, 2]], { ...o, seed: 1 })).rows[0], a.rows[0]);
});

forEachBackend(
  "generate() ends a row at a stop token, which is not handed out, and goes on with the others",
  async () => {
    const model = tiny();
    const expected = prompts.map((prompt) => greedy(model, prompt, 10));
    const stop = expected[0].find((id) => !expected[1].includes(id))!; // ends row 0 but not row 1
    const { rows, finished } = await collect(model, prompts, {
      maxNewTokens: 10,
      temperature: 0,
      stopTokens: [stop].values(), // may be read only once
    });
    const until = expected.map((row) => row.includes(stop) ? row.slice(0, row.indexOf(stop)) : row);
    assert.deepEqual(rows, until);
    assert.deepEqual(finished, expected.map((row) => row.includes(stop) ? "stopToken" : "maxNewTokens"));
    assert.deepEqual(finished.slice(0, 2), ["stopToken", "maxNewTokens"]);
  },
);

forEachBackend("generate() with whenFull: 'stop' ends rows whose context is full", async () => {
  const { rows, finished } = await collect(tiny(), prompts, {
    maxNewTokens: 9,
    temperature: 0,
    whenFull: "stop",
  });
  assert.deepEqual(rows.map((row) => row.length), [8, 9, 9]); // 5 + 8 tokens: the 13th can be made, not fed back
  assert.deepEqual(finished, ["contextFull", "maxNewTokens", "maxNewTokens"]);
});

forEachBackend(
  "generate() gives the same tokens when its step is compiled, and compiles once for many calls",
  async () => {
    const compiled: string[] = [];
    const compile: Compile = (f) => {
      compiled.push("step");
      return async (...args) => await f(...args);
    };
    for (const [, sampling] of samplings) {
      const o = { ...sampling, maxNewTokens: 9 };
      const eager = await collect(tiny(), prompts, o);
      assert.deepEqual(await collect(tiny(), prompts, { ...o, compile }), eager);
      assert.deepEqual(await collect(tiny(), prompts, { ...o, compile, seed: o.seed ?? 0 }), eager);
      assert.deepEqual(await collect(tiny(), prompts, { ...o, compile, cache: false }), eager);
    }
    assert.equal(compiled.length, samplings.length);
  },
);

Deno.test("options that JSON writes alike have compiled steps of their own; equal ones share a step", () => {
  const { config } = readModels().models.untied;
  const compile: Compile = (f) => (...args) => f(...args);
  const stepOf = (topK: number | null, temperature = 1) =>
    compileDecodeStep(config, { topK, temperature }, compile);
  const steps = [stepOf(null), stepOf(NaN), stepOf(Infinity), stepOf(0), stepOf(-0), stepOf(null, Infinity)];
  assert.equal(new Set(steps).size, steps.length);
  assert.equal(stepOf(null), steps[0]);
  assert.equal(stepOf(NaN), steps[1]);
});

Deno.test("the compiled step that was asked for longest ago is disposed when there are more than eight", () => {
  const { config } = readModels().models.untied;
  const disposed: number[] = [];
  let made = 0;
  const compile: Compile = (f) => {
    const number = ++made;
    return Object.assign((...args: Parameters<typeof f>) => f(...args), {
      [Symbol.dispose]: () => void disposed.push(number),
    });
  };
  const stepOf = (topK: number) => compileDecodeStep(config, { topK }, compile);
  const first = stepOf(1);
  for (let topK = 2; topK <= 8; topK++) stepOf(topK);
  assert.equal(stepOf(1), first, "asked for again, so the second is the oldest now");
  assert.deepEqual(disposed, []);
  stepOf(9);
  assert.deepEqual(disposed, [2]);
  assert.equal(stepOf(1), first);
});

forEachBackend(
  "a compiled step sees few shapes: prompts of 1 to 12 tokens and every position share them",
  async () => {
    const shapes = new Set<string>();
    const compile: Compile = (f) => (...args) => {
      const { ids } = args[1] as { ids: tf.Tensor2D };
      const { cache } = args[2] as { cache: { layers: { k: tf.Tensor }[] } };
      shapes.add(`${ids.shape} ${cache.layers[0].k.shape}`);
      return f(...args);
    };
    for (let length = 1; length <= 6; length++) {
      await collect(tiny(), [Array(length).fill(1)], { maxNewTokens: 6, compile });
    }
    assert.deepEqual([...shapes].sort(), ["1,1 1,2,12,8", "1,12 1,2,12,8"]);
  },
);

forEachBackend(
  "generate() frees everything: at the end, when left early, when aborted, when the step fails",
  async () => {
    const model = tiny();
    const before = tf.memory().numTensors;
    const o = { maxNewTokens: 15, repetitionPenalty: 1.2 };
    await collect(model, prompts, o);
    assert.equal(tf.memory().numTensors, before);
    for await (const step of generate(model, prompts, o)) if (step.tokens) break;
    assert.equal(tf.memory().numTensors, before);
    const failing: Compile = () => () => {
      throw new Error("no such engine");
    };
    await assert.rejects(collect(model, prompts, { ...o, compile: failing }), /no such engine/);
    assert.equal(tf.memory().numTensors, before);
  },
);

forEachBackend("generate() ends with the signal's reason when it is aborted", async () => {
  const model = tiny();
  const before = tf.memory().numTensors;
  const controller = new AbortController();
  const tokens: unknown[] = [];
  const run = async () => {
    for await (const step of generate(model, prompts, { maxNewTokens: 10, signal: controller.signal })) {
      tokens.push(step.tokens);
      if (tokens.length === 3) controller.abort(new Error("the reader pressed stop"));
    }
  };
  await assert.rejects(run(), /the reader pressed stop/);
  assert.equal(tokens.length, 3);
  assert.equal(tf.memory().numTensors, before);
});

forEachBackend("generate() lets timers run", async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  await collect(tiny(), prompts, { maxNewTokens: 40, cache: false });
  clearInterval(timer);
  assert.ok(ticks > 0);
});

Deno.test("generate() refuses prompts and options that cannot work, before it computes anything", async () => {
  const wrong: [number[][], Partial<GenerateOptions>, RegExp][] = [
    [[], {}, /at least one prompt/],
    [[[1], []], {}, /1 to 12 tokens \(blockSize\), found 0 in prompt 1; begin with a token/],
    [[Array(13).fill(1)], {}, /found 13 in prompt 0; keep its last part/],
    [[[1, 37]], {}, /from 0 to 36, found 37 at index 1/],
    [[[1]], { maxNewTokens: 0 }, /maxNewTokens must be a whole number from 1 up, found 0/],
    [[[1]], { stopTokens: [99] }, /from 0 to 36, found 99/],
    [[[1]], { whenFull: "wrap" as "stop" }, /"slide" or "stop", found "wrap"/],
    [[[1]], { temperature: -1 }, /temperature/],
    [[[1]], { seed: -1 }, /seed: expected a whole number/],
  ];
  for (const [prompts, options, message] of wrong) {
    const run = generate(tiny(), prompts, { maxNewTokens: 1, ...options }).next();
    await assert.rejects(run, (error) => error instanceof RangeError && message.test(error.message));
  }
});

forEachBackend("generate() and gpt() name weights that were disposed of", async () => {
  const model = tiny();
  const before = tf.memory().numTensors;
  disposeParams(model.params);
  const left = tf.memory().numTensors;
  assert.ok(left < before);
  const gone = { name: "ReferenceError", message: /the model's weights have been disposed of/ };
  for (const cache of [true, false]) {
    await assert.rejects(collect(model, [[1, 2]], { maxNewTokens: 2, cache }), gone);
  }
  assert.equal(tf.memory().numTensors, left);
  const ids = tokenIds([[1, 2]], model.config);
  assert.throws(() => gpt(model.params, model.config, ids), gone);
  ids.dispose();
});

forEachBackend("generate() with a repetition penalty looks at each row's own prompt", async () => {
  const rows = Array.from({ length: 4 }, (_, b) => Array.from({ length: 9 }, (_, t) => (b * 7 + t * 4) % 37));
  const o = { maxNewTokens: 3, temperature: 0, repetitionPenalty: 1e6 };
  const together = await collect(tiny(), rows, o);
  const alone = await Promise.all(rows.map(async (row) => (await collect(tiny(), [row], o)).rows[0]));
  assert.deepEqual(together.rows, alone);
  together.rows.forEach((row, b) => assert.ok(row.every((token) => !rows[b].includes(token)), `row ${b}`));
});
