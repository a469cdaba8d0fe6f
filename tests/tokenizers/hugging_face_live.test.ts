/**
 * Training equal to Hugging Face's on whole books, with a Python that has `tokenizers` running beside it. Needs the
 * course's PyTorch environment and the group's own texts; skips, saying why, where either is missing.
 */
import assert from "node:assert/strict";
import {
  linesWithEnding,
  readTokenizerJson,
  trainByteLevel,
  trainPipeline,
  writeTokenizerJson,
} from "lib/tokenizers";
import { continuationOrder, sharedText, type TokenizerFile } from "./strings.ts";

const root = new URL("../../", import.meta.url).pathname;
const python = `${root}.course/venvs/torch/bin/python`;
const script = `${root}tests/fixtures/tokenizers/hugging_face.py`;
const lacksTokenizers = await lacks(python);

async function lacks(python: string): Promise<string> {
  try {
    const { success } = await new Deno.Command(python, { args: ["-c", "import tokenizers"] }).output();
    return success ? "" : "the Python in .course/venvs/torch has no tokenizers";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "no Python in .course/venvs/torch";
    throw error;
  }
}

for (const name of ["tinyshakespeare.txt", "ChatbotData.csv"]) {
  const text = sharedText(name);
  const why = lacksTokenizers || (text === undefined ? `no ${name} in ../shared/data` : "");

  for (const kind of ["byte_level", "pipeline"] as const) {
    Deno.test({
      name: `32,000 tokens of ${name}, ${kind}: merges, vocabulary and ids are Hugging Face's${
        why && ` (skipped: ${why})`
      }`,
      ignore: why !== "",
      async fn() {
        const folder = await Deno.makeTempDir();
        try {
          await Deno.writeTextFile(`${folder}/corpus.txt`, text!);
          const args = ["-B", script, kind, "32000", "0", `${folder}/corpus.txt`, `${folder}/tokenizer.json`];
          const { success, stderr } = await new Deno.Command(python, { args }).output();
          assert.ok(success, new TextDecoder().decode(stderr));
          const theirs: TokenizerFile = JSON.parse(await Deno.readTextFile(`${folder}/tokenizer.json`));
          const lines = linesWithEnding(text!);
          const ours = kind === "byte_level"
            ? trainByteLevel(lines, { vocabSize: 32000 })
            : trainPipeline(lines, { vocabSize: 32000, continuationOrder: continuationOrder(theirs) });
          const written = JSON.parse(writeTokenizerJson(ours));
          assert.ok(theirs.model.merges.length > 10_000);
          assert.deepEqual(written.model.merges, theirs.model.merges);
          assert.deepEqual(written, theirs);
          assert.deepEqual(readTokenizerJson(JSON.stringify(theirs)).encode(text!), ours.encode(text!));
        } finally {
          await Deno.remove(folder, { recursive: true });
        }
      },
    });
  }
}
