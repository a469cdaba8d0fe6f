/**
 * Equal to Hugging Face's `tokenizers` and to tiktoken on whole books and on thousands of random strings, with a
 * Python process beside the test. Needs the course's PyTorch environment, and for the books texts in data/downloads;
 * skipped, with the reason, where either is missing.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import {
  gpt2Tokenizer,
  linesWithEnding,
  restrictVocabulary,
  trainByteLevel,
  trainPipeline,
  writeTokenizerJson,
} from "lib/tokenizers";
import {
  continuationOrder,
  downloadedText,
  fixtureText,
  hardStrings,
  type TokenizerFile,
} from "./strings.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const root = new URL("../../", import.meta.url);
const python = fileURLToPath(new URL(".course/venvs/torch/bin/python", root));
const lacksPython = await lacks(python);

async function lacks(python: string): Promise<string> {
  try {
    const { success } = await new Deno.Command(python, { args: ["-c", "import tokenizers, tiktoken"] })
      .output();
    return success ? "" : "the Python in .course/venvs/torch lacks tokenizers or tiktoken";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "no Python in .course/venvs/torch";
    throw error;
  }
}

/** Runs a script of the fixtures' folder. */
async function run(script: string, args: readonly string[], input = ""): Promise<string> {
  const path = fileURLToPath(new URL(`tests/fixtures/tokenizers/${script}`, root));
  const child = new Deno.Command(python, {
    args: ["-B", path, ...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [output] = await Promise.all([
    child.output(),
    new Blob([input]).stream().pipeTo(child.stdin),
  ]);
  assert.ok(output.success, new TextDecoder().decode(output.stderr));
  return new TextDecoder().decode(output.stdout);
}

function liveTest(name: string, why: string, fn: () => Promise<void>): void {
  Deno.test({ name: name + (why && ` (skipped: ${why})`), ignore: why !== "", fn });
}

for (const name of ["tinyshakespeare/tinyshakespeare.txt", "ChatbotData.csv"]) {
  const text = downloadedText(name);
  const why = lacksPython || (text === undefined ? `no data/downloads/${name}` : "");

  for (const kind of ["byte_level", "pipeline"] as const) {
    liveTest(
      `32,000 tokens of ${name}, ${kind}: merges, vocabulary and ids are Hugging Face's`,
      why,
      () =>
        inTemporaryFolder(async (folder) => {
          await Deno.writeTextFile(`${folder}/corpus.txt`, text!);
          await run("hugging_face.py", [
            kind,
            "32000",
            "0",
            `${folder}/corpus.txt`,
            `${folder}/tokenizer.json`,
          ]);
          const theirs: TokenizerFile = JSON.parse(await Deno.readTextFile(`${folder}/tokenizer.json`));
          const lines = linesWithEnding(text!);
          const ours = kind === "byte_level"
            ? trainByteLevel(lines, { vocabSize: 32000 })
            : trainPipeline(lines, { vocabSize: 32000, continuationOrder: continuationOrder(theirs) });
          const written = JSON.parse(writeTokenizerJson(ours));
          assert.ok(theirs.model.merges.length > 10_000);
          assert.deepEqual(written.model.merges, theirs.model.merges);
          assert.deepEqual(written, theirs);
          const ids = await run("encode.py", [`${folder}/tokenizer.json`], JSON.stringify([text]));
          assert.deepEqual([ours.encode(text!)], JSON.parse(ids));
        }),
    );
  }
}

/** Strings of characters from all of Unicode, with spaces, marks and repeats. */
function randomStrings(count: number): string[] {
  let state = 7;
  const random = (n: number) => (state = Math.imul(state, 1664525) + 1013904223 >>> 0) / 2 ** 32 * n | 0;
  const ranges = [
    [0x20, 0x7F],
    [0x20, 0x7F],
    [0, 0x20],
    [0x80, 0x250],
    [0x300, 0x370],
    [0x1100, 0x1200],
    [
      0xAC00,
      0xD7A4,
    ],
    [0x2000, 0x2070],
    [0x3000, 0x3100],
    [0, 0xD800],
    [0xE000, 0x10000],
    [0x10000, 0x20000],
    [0x1F300, 0x1FA00],
    [
      0x20000,
      0x110000,
    ],
  ];
  return Array.from({ length: count }, () => {
    let text = "";
    for (let parts = random(12); parts >= 0; parts--) {
      const [from, to] = ranges[random(ranges.length)];
      for (let length = random(8); length >= 0; length--) {
        text += String.fromCodePoint(from + random(to - from));
      }
      text += ["", "", " ", "  ", "\n", "'s", "'ll ", "a".repeat(random(200))][random(8)];
    }
    return text;
  });
}

const texts = [...hardStrings.map((string) => string.text.toWellFormed()), ...randomStrings(3000)];

liveTest("GPT-2 encodes 3,000 random strings as tiktoken does", lacksPython, async () => {
  const gpt2 = await gpt2Tokenizer();
  const theirs: number[][] = JSON.parse(await run("encode.py", ["gpt2"], JSON.stringify(texts)));
  for (const [i, text] of texts.entries()) {
    assert.deepEqual(gpt2.encode(text), theirs[i], JSON.stringify(text));
  }
});

const gpt2 = await gpt2Tokenizer();
const lines = linesWithEnding(fixtureText("english.txt") + fixtureText("korean.txt"));
const written = {
  "GPT-2": gpt2,
  "a restricted GPT-2": restrictVocabulary(gpt2, gpt2.encode(lines.join(""))),
  "our byte-level BPE": trainByteLevel(lines, { vocabSize: 900 }),
  "our pipeline": trainPipeline(lines, { vocabSize: 1200 }),
  "our pipeline with NFC": trainPipeline(lines, { vocabSize: 1200, normalizer: { type: "NFC" } }),
};

for (const [name, tokenizer] of Object.entries(written)) {
  liveTest(
    `the tokenizer.json of ${name} encodes 3,000 random strings alike in Python`,
    lacksPython,
    () =>
      inTemporaryFolder(async (folder) => {
        await Deno.writeTextFile(`${folder}/tokenizer.json`, writeTokenizerJson(tokenizer));
        const theirs = JSON.parse(
          await run("encode.py", [`${folder}/tokenizer.json`], JSON.stringify(texts)),
        );
        for (const [i, text] of texts.entries()) {
          assert.deepEqual(
            tokenizer.encode(text, { allowedSpecial: "all" }),
            theirs[i],
            JSON.stringify(text),
          );
        }
      }),
  );
}
