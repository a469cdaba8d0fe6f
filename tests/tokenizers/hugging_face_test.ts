/** Training and encoding equal to Hugging Face's `tokenizers`, on small texts, with fixtures made by it. */
import assert from "node:assert/strict";
import {
  ByteLevelTokenizer,
  linesWithEnding,
  readTokenizerJson,
  trainByteLevel,
  trainPipeline,
  writeTokenizerJson,
} from "lib/tokenizers";
import { PipelineTokenizer } from "../../lib/tokenizers/json/pipeline.ts";
import { continuationOrder, fixtureText, hardStrings, readFixture, type TokenizerFile } from "./strings.ts";

interface Training {
  readonly kind: "byte_level" | "pipeline";
  readonly vocabSize: number;
  readonly minFrequency: number;
  readonly texts: readonly string[];
}

interface Encoding {
  readonly tokenizer: string;
  readonly string: string;
  readonly ids: number[];
  readonly decoded: string;
  /** ids without what the post-processor adds, where that makes a difference */
  readonly plain?: number[];
}

const fixture = readFixture<{ tokenizers: string; trainings: Record<string, Training>; rows: Encoding[] }>(
  "encodings.json",
);
const theirs = `Hugging Face tokenizers ${fixture.tokenizers}`;

for (const [name, training] of Object.entries(fixture.trainings)) {
  Deno.test(`training ${name} gives the merges and vocabulary of ${theirs}`, () => {
    const file = readFixture<TokenizerFile>(`trained/${name}.json`);
    const texts = training.texts.flatMap((text) => linesWithEnding(fixtureText(`${text}.txt`)));
    const tokenizer = training.kind === "byte_level"
      ? trainByteLevel(texts, training)
      : trainPipeline(texts, { ...training, continuationOrder: continuationOrder(file) });
    const ours: TokenizerFile = JSON.parse(writeTokenizerJson(tokenizer));
    assert.deepEqual(ours.model.merges, file.model.merges);
    assert.deepEqual(ours, file);
  });

  Deno.test(`${name}.json is read and written again as it was`, () => {
    const file = readFixture<TokenizerFile>(`trained/${name}.json`);
    const tokenizer = readTokenizerJson(JSON.stringify(file));
    assert.ok(tokenizer instanceof (training.kind === "byte_level" ? ByteLevelTokenizer : PipelineTokenizer));
    assert.deepEqual(JSON.parse(writeTokenizerJson(tokenizer)), file);
  });
}

const textOf = new Map(hardStrings.map(({ name, text }) => [name, text]));

for (const name of new Set(fixture.rows.map((row) => row.tokenizer))) {
  const rows = fixture.rows.filter((row) => row.tokenizer === name);

  Deno.test(`${name} encodes and decodes every hard string as ${theirs} does`, () => {
    const isOurs = name.startsWith("both");
    assert.equal(rows.length, hardStrings.filter(({ text }) => isOurs || [...text].length <= 250).length);
    const tokenizer = readTokenizerJson(JSON.stringify(readFixture(`trained/${name}.json`)));
    for (const row of rows) {
      const text = textOf.get(row.string)!;
      assert.deepEqual(tokenizer.encode(text, { allowedSpecial: "all" }), row.ids, row.string);
      const plain = tokenizer.encode(text, { allowedSpecial: "all", addSpecials: false });
      assert.deepEqual(plain, row.plain ?? row.ids, row.string);
      assert.equal(tokenizer.decode(row.ids), row.decoded, row.string);
    }
  });

  Deno.test(`${name}: a stream of tokens gives the text that decode() gives`, () => {
    const tokenizer = readTokenizerJson(JSON.stringify(readFixture(`trained/${name}.json`)));
    const stream = tokenizer.stream();
    for (const { string, ids, decoded } of rows) {
      assert.equal(ids.map((id) => stream.push(id)).join("") + stream.end(), decoded, string);
    }
  });
}
