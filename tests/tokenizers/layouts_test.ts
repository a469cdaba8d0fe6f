/** The layouts of well-known models' tokenizer.json: ids and text as Hugging Face's `tokenizers` gives them. */
import assert from "node:assert/strict";
import { PipelineTokenizer } from "../../lib/tokenizers/json/pipeline.ts";
import { readTokenizerJson, writeTokenizerJson } from "lib/tokenizers";
import { readFixture } from "./strings.ts";

interface Row {
  readonly tokenizer: string;
  /** index in `texts` */
  readonly text: number;
  readonly ids: number[];
  readonly decoded: string;
}

const { tokenizers, texts, rows } = readFixture<{ tokenizers: string; texts: string[]; rows: Row[] }>(
  "layouts.json",
);

for (const name of new Set(rows.map((row) => row.tokenizer))) {
  const file = readFixture<object>(`layouts/${name}.json`);
  const tokenizer = readTokenizerJson(JSON.stringify(file), name);
  const own = rows.filter((row) => row.tokenizer === name);

  Deno.test(`${name} encodes and decodes hard strings as Hugging Face tokenizers ${tokenizers} does`, () => {
    assert.equal(own.length, texts.length);
    for (const { text, ids, decoded } of own) {
      assert.deepEqual(tokenizer.encode(texts[text], { allowedSpecial: "all" }), ids, texts[text]);
      assert.equal(tokenizer.decode(ids), decoded, texts[text]);
    }
  });

  Deno.test(`${name}: a stream of tokens gives the text that decode() gives, also cut short`, () => {
    for (const { ids } of own) {
      for (const part of [ids, ids.slice(0, -1), ids.slice(1, 8), ids.toReversed()]) {
        const stream = tokenizer.stream();
        const pieces = part.map((id) => stream.push(id));
        assert.equal(pieces.join("") + stream.end(), tokenizer.decode(part));
      }
    }
  });

  Deno.test(`${name}.json is read and written again as it was`, () => {
    assert.ok(tokenizer instanceof PipelineTokenizer);
    assert.deepEqual(JSON.parse(writeTokenizerJson(tokenizer)), file);
  });
}
