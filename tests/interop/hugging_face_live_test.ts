/** What Python's transformers makes of our exports: the same logits, ids and greedy text. One Python for all of them. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { readSafetensors } from "lib/training/checkpoint";
import {
  generateText,
  gpt,
  type GPTConfig,
  type GPTParams,
  initGPT,
  parameterCount,
  tokenIds,
} from "lib/gpt";
import { exportToHuggingFace } from "lib/interop";
import { disposeParams, foldIn, mapParams, randomNormal, seed } from "lib/nn";
import {
  type ByteLevelTokenizer,
  gpt2Tokenizer,
  restrictVocabulary,
  trainByteLevel,
  trainPipeline,
  writeTokenizerJson,
} from "lib/tokenizers";
import type { PipelineTokenizer } from "../../lib/tokenizers/json/pipeline.ts";
import { tidyTree } from "../../lib/engine/ops/tidy.ts";
import { maxDifference } from "../compare.ts";
import { runTorchPython, torchTest } from "../torch_python.ts";
import { fixtureText, hardStrings } from "../tokenizers/strings.ts";

interface Answer {
  readonly class: string;
  readonly parameters: number;
  readonly tied: boolean;
  readonly loading: Record<string, unknown>;
  readonly ids: number[][];
  readonly texts: string[];
  readonly eos: number | null;
  readonly max_length: number;
  readonly continuation: string;
}

interface Case {
  readonly name: string;
  readonly config: Omit<GPTConfig, "vocabSize">;
  readonly tokenizer: ByteLevelTokenizer | PipelineTokenizer;
  /** Rows of the embedding table beyond the tokenizer's ids. */
  readonly unusedRows?: number;
}

const small = { blockSize: 32, nLayer: 2, nHead: 2, nEmbd: 16, dropout: 0.1, qkvBias: true, tiedHead: true };
const lecture = { ...small, qkvBias: false, tiedHead: false };

async function cases(): Promise<Case[]> {
  const gpt2 = await gpt2Tokenizer();
  const lines = (fixtureText("english.txt") + fixtureText("korean.txt")).split("\n");
  return [
    { name: "tied head, GPT-2's tokens", config: { ...small, nEmbd: 4, nHead: 1 }, tokenizer: gpt2 },
    {
      name: "untied head without qkv bias, some of GPT-2's tokens",
      config: lecture,
      tokenizer: restrictVocabulary(gpt2, gpt2.encode(lines.join("\n"))),
    },
    {
      name: "our byte-level tokens, vocabulary rounded up",
      config: { ...small, tiedHead: false, nHead: 4 },
      tokenizer: trainByteLevel(lines, { vocabSize: 700 }),
      unusedRows: 4,
    },
    {
      name: "our tokens with ##, tied head without qkv bias",
      config: { ...lecture, tiedHead: true },
      tokenizer: trainPipeline(lines, { vocabSize: 1200 }),
    },
  ];
}

const texts = [
  "The lighthouse keeper's daughter wrote 1,024 letters.",
  "등대지기의 딸이 편지를 썼다 👩‍👩‍👧 e\u0301",
  "  spaces\t\tand\n\nlines <|endoftext|> and a token",
  "",
  ...hardStrings.map(({ text }) => text.toWellFormed()), // Python's tokenizers take no lone surrogates
];
const prompt = "The old man";

/** Weights so large that the likeliest token is clear at every step. */
function strongParams(config: GPTConfig, n: number): GPTParams {
  const initial = initGPT(config, seed(n));
  let i = 0;
  const params = tidyTree(() =>
    mapParams((p) => {
      const noise = randomNormal(p.shape, foldIn(seed(n), i++), { std: 0.2 });
      return p.rank === 1 ? tf.add(p, noise) : noise;
    }, initial)
  );
  disposeParams(initial);
  return params;
}

torchTest("transformers opens our exports: same logits, same ids, same greedy text", async (folder) => {
  await tf.setBackend("cpu");
  const made: {
    name: string;
    tokenizer: Case["tokenizer"];
    config: GPTConfig;
    params: GPTParams;
    ids: number[][];
  }[] = [];
  for (const [i, { name, tokenizer, unusedRows = 0, ...shape }] of (await cases()).entries()) {
    const config = { ...shape.config, vocabSize: tokenizer.vocabSize + unusedRows };
    const params = strongParams(config, i + 1);
    await exportToHuggingFace(`${folder}/${i}`, {
      params,
      config,
      tokenizerJson: writeTokenizerJson(tokenizer),
    });
    const ids = [0, 1, 2].map((b) =>
      Array.from({ length: config.blockSize }, (_, t) => (b * 7919 + t * 104729) % config.vocabSize)
    );
    made.push({ name, tokenizer, config, params, ids });
  }
  const questions = made.map(({ ids }, i) => ({
    folder: `${folder}/${i}`,
    ids,
    texts,
    prompt,
    new_tokens: 20,
  }));
  await Deno.writeTextFile(`${folder}/questions.json`, JSON.stringify(questions));
  const script = fileURLToPath(new URL("../fixtures/hugging_face/open_exports.py", import.meta.url));
  await runTorchPython([script, `${folder}/questions.json`, `${folder}/answers`]);
  const answers: Answer[] = JSON.parse(await Deno.readTextFile(`${folder}/answers.json`));
  const { tensors } = await readSafetensors(`${folder}/answers.safetensors`);

  for (const [i, { name, tokenizer, config, params, ids }] of made.entries()) {
    const answer = answers[i];
    assert.equal(answer.class, "GPT2LMHeadModel", name);
    assert.deepEqual(answer.loading, {}, `${name}: no tensor missing, too many or of another shape`);
    assert.equal(answer.tied, config.tiedHead, name);
    assert.equal(answer.parameters, parameterCount({ ...config, qkvBias: true }), name);
    assert.equal(answer.max_length, config.blockSize, name);

    const logits = gpt(params, config, tokenIds(ids, config));
    const difference = maxDifference(tensors.get(String(i))!, logits);
    assert.ok(difference <= 1e-4, `${name}: logits differ by ${difference}`);

    const encoded = texts.map((text) => tokenizer.encode(text, { allowedSpecial: "all" }));
    assert.deepEqual(answer.ids, encoded, name);
    assert.deepEqual(answer.texts, encoded.map((row) => tokenizer.decode(row)), name);

    const endOfText = tokenizer.specials.get("<|endoftext|>") ?? null;
    assert.equal(answer.eos, endOfText, name);
    const continuation = await generateText({ params, config }, tokenizer, prompt, {
      maxNewTokens: 20,
      temperature: 0,
      stopTokens: endOfText === null ? [] : [endOfText],
    });
    assert.equal(answer.continuation, continuation, name);
    assert.ok(continuation.length > 20, `${name}: ${continuation}`);
    logits.dispose();
    disposeParams(params);
  }
  tensors.forEach((tensor) => tensor.dispose());
});

const PIPELINE = `
import json, sys
from transformers import pipeline
generate = pipeline("text-generation", model=sys.argv[1])
prompts, o = json.loads(sys.argv[2]), dict(do_sample=False, max_new_tokens=12, return_full_text=False)
print(json.dumps({
    "pad": [generate.tokenizer.pad_token, generate.tokenizer.padding_side],
    "alone": [generate(p, **o)[0]["generated_text"] for p in prompts],
    "batched": [rows[0]["generated_text"] for rows in generate(prompts, batch_size=len(prompts), **o)],
}))
`;

torchTest(
  "a batch of prompts in transformers' pipeline gives what each gives alone, and here",
  async (folder) => {
    await tf.setBackend("cpu");
    const prompts = ["The", "The lighthouse keeper", "등대지기의 딸이"];
    const lines = (fixtureText("english.txt") + fixtureText("korean.txt")).split("\n");
    const tokenizer = trainByteLevel(lines, { vocabSize: 400 });
    const config = { ...small, blockSize: 64, vocabSize: tokenizer.vocabSize };
    const params = strongParams(config, 9);
    const tokenizerJson = writeTokenizerJson(tokenizer);
    await exportToHuggingFace(`${folder}/gpt`, { params, config, tokenizerJson });
    const answer = JSON.parse(
      await runTorchPython(["-c", PIPELINE, `${folder}/gpt`, JSON.stringify(prompts)]),
    );
    assert.deepEqual(answer.pad, ["<|endoftext|>", "left"]);
    assert.deepEqual(answer.batched, answer.alone);
    const stopTokens = [tokenizer.specials.get("<|endoftext|>")!];
    for (const [i, prompt] of prompts.entries()) {
      const text = await generateText({ params, config }, tokenizer, prompt, {
        maxNewTokens: 12,
        temperature: 0,
        stopTokens,
      });
      assert.equal(answer.batched[i], text.startsWith(prompt) ? text.slice(prompt.length) : text);
    }
    disposeParams(params);
  },
);
