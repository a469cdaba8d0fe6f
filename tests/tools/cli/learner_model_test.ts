import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { generate, type GPTConfig, initGPT, llamaParts, type ModelParams } from "../../../lib/gpt/mod.ts";
import { CHAT_SPECIALS } from "../../../lib/corpora/mod.ts";
import { TOKEN_NAMES } from "../../../lib/lotto/scratchpad/mod.ts";
import { countParams, disposeParams, seed } from "../../../lib/nn/mod.ts";
import { trainByteLevel, writeTokenizerJson } from "../../../lib/tokenizers/mod.ts";
import { saveCheckpoint } from "../../../lib/training/checkpoint/mod.ts";
import { readLearnerModels } from "../../../lib/tools/cli/learner_model.ts";
import { CommandError } from "../../../lib/tools/command_error.ts";
import { unpackTokenizer } from "../../../lib/tools/site/play/page_tokenizer.ts";
import { continuePrompt, readModel } from "../../../lib/tools/site/play/worker/answers.ts";

const readOne = async (path: string) => (await readLearnerModels([path]))[0];

const shape = { blockSize: 8, nLayer: 1, nHead: 1, nEmbd: 4, dropout: 0, qkvBias: true, tiedHead: true };

/** A folder "runs/tiny" with the checkpoint of an untrained model. */
async function withCheckpoint(
  vocabSize: number,
  run: (folder: string, params: ModelParams, config: GPTConfig) => Promise<void>,
  parts: Partial<GPTConfig> = {},
) {
  await tf.setBackend("cpu");
  const parent = await Deno.makeTempDir(), folder = `${parent}/tiny run`;
  const config: GPTConfig = { ...shape, ...parts, vocabSize }, params: ModelParams = initGPT(config, seed(1));
  try {
    await saveCheckpoint(folder, {
      checkpoint: {
        step: 3,
        heldOutLoss: null,
        config: { ...config } as never,
        run: null,
        params,
        optimizer: {},
      },
      keepLast: 1,
    });
    await run(folder, params, config);
  } finally {
    disposeParams(params);
    await Deno.remove(parent, { recursive: true });
  }
}

Deno.test("a checkpoint with a tokenizer.json becomes a model for a page, with the same weights and ids", () => {
  const tokenizer = trainByteLevel(["low lower lowest"], { vocabSize: 260 });
  return withCheckpoint(260, async (folder) => {
    await Deno.writeTextFile(`${folder}/tokenizer.json`, writeTokenizerJson(tokenizer));
    const model = await readOne(folder);
    assert.deepEqual([model.name, model.from], ["my-tiny-run", folder]);
    const { params, config } = readModel(model);
    assert.equal(config.vocabSize, 260);
    assert.equal(countParams(params), countParams(initGPT(config, seed(1))));
    assert.deepEqual(unpackTokenizer(model.tokenizer!).encode("lowest"), tokenizer.encode("lowest"));
    disposeParams(params);
  });
});

Deno.test("a lottery model needs no tokenizer", () =>
  withCheckpoint(TOKEN_NAMES.length, async (folder) => {
    assert.equal((await readOne(folder)).tokenizer, undefined);
  }));

Deno.test("a Llama-shaped checkpoint becomes a model for a page that writes the same tokens", () => {
  const tokenizer = trainByteLevel(["low lower lowest"], { vocabSize: 260 });
  return withCheckpoint(260, async (folder, params, config) => {
    await Deno.writeTextFile(`${folder}/tokenizer.json`, writeTokenizerJson(tokenizer));
    const model = readModel(await readOne(folder)), prompt = tokenizer.encode("lowest");
    const o = { maxNewTokens: 12, temperature: 0, seed: 1 };
    const expected: (number | null)[] = [];
    for await (const { tokens } of generate({ params, config }, [prompt], o)) expected.push(tokens[0]);
    const { tokens } = await continuePrompt(model, { kind: "generate", prompt, ...o }, { onToken: () => {} });
    assert.deepEqual(tokens, expected);
    assert.deepEqual(model.config.rotary, config.rotary);
    disposeParams(model.params);
  }, { ...llamaParts, nHead: 2, nKVHead: 1, nEmbd: 8 });
});

Deno.test("a Korean model as notebook 05 makes it is exported with the tokenizer.json beside it", () => {
  const tokenizer = trainByteLevel(["민지는 학교에 간다. 민지는 웃는다."], {
    vocabSize: 290,
    specials: CHAT_SPECIALS,
  });
  return withCheckpoint(tokenizer.vocabSize, async (folder) => {
    await assert.rejects(readOne(folder), (error) => {
      assert.ok(error instanceof CommandError);
      // The line to run is in the message, with the path.
      assert.match(
        error.next,
        /Deno\.writeTextFileSync\(".*tiny run\/tokenizer\.json", writeTokenizerJson\(tokenizer\)\)/,
      );
      return true;
    });
    await Deno.writeTextFile(`${folder}/tokenizer.json`, writeTokenizerJson(tokenizer));
    const copy = unpackTokenizer((await readOne(folder)).tokenizer!);
    assert.deepEqual(copy.encode("민지는 뷁"), tokenizer.encode("민지는 뷁"));
    assert.equal(copy.specials.get("<|end|>"), tokenizer.specials.get("<|end|>"));
  });
});

Deno.test("models from folders of the same name get pages of their own", () =>
  withCheckpoint(TOKEN_NAMES.length, async (folder) => {
    const names = (await readLearnerModels([folder, folder, folder])).map(({ name }) => name);
    assert.deepEqual(names, ["my-tiny-run", "my-tiny-run-2", "my-tiny-run-3"]);
    // A checkpoint's own name ends with a number.
    const step = `${folder}/step-00000003`;
    assert.deepEqual(
      (await readLearnerModels([step, step])).map(({ name }) => name),
      ["my-step-00000003", "my-step-00000003-2"],
    );
  }));

const refused = (path: string, what: RegExp, o?: { largest: number }) =>
  assert.rejects(readLearnerModels([path], o), (error) => {
    assert.ok(error instanceof CommandError);
    assert.match(error.message, what);
    assert.ok(error.next.length > 10);
    return true;
  });

Deno.test("what cannot be exported is named, with what to do", async () => {
  await withCheckpoint(TOKEN_NAMES.length, async (folder) => {
    await refused(`${folder}/nothing`, /nothing: there is no such folder\.$/);
    const empty = await Deno.makeTempDir();
    await refused(empty, /no checkpoint in it\.$/);
    await Deno.remove(empty);
    await refused(
      folder,
      /it has [\d,]+ parameters, so its page would load \d.* A page takes at most 1000 B\.$/,
      {
        largest: 1000,
      },
    );
    const [step] = [...Deno.readDirSync(folder)].filter(({ isDirectory }) => isDirectory);
    const [file] = [...Deno.readDirSync(`${folder}/${step.name}`)].map(({ name }) =>
      `${folder}/${step.name}/${name}`
    ).filter((path) => /model.*safetensors$/.test(path));
    const bytes = await Deno.readFile(file);
    bytes[bytes.length - 3] ^= 1;
    await Deno.writeFile(file, bytes);
    await refused(folder, /damaged|changed|SHA-256|hash/i);
    await Deno.writeFile(file, bytes.subarray(0, 100));
    await refused(folder, /damaged|bytes/i);
  });
});

Deno.test("a model without its tokenizer, and a folder without a model, are named, with what to do", async () => {
  await withCheckpoint(300, async (folder) => {
    await assert.rejects(readOne(folder), (error) => {
      assert.ok(error instanceof CommandError);
      assert.match(error.message, /300 tokens, and there is no tokenizer\.json/);
      return true;
    });
    await assert.rejects(readOne(`${folder}/nothing`), /cannot export the model in .*nothing/);
  });
});
