import assert from "node:assert/strict";
import { join } from "node:path";
import { ownTokenizers } from "../../lib/notebook/own_tokenizers.ts";
import { trainPipeline, writeTokenizerJson } from "lib/tokenizers";

Deno.test("ownTokenizers() finds NAME.json and NAME/tokenizer.json, and says why one was left out", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const json = writeTokenizerJson(trainPipeline(["밥 비빔밥 밥"], { vocabSize: 12 }));
    await Deno.writeTextFile(join(folder, "b.json"), json);
    await Deno.mkdir(join(folder, "a"));
    await Deno.writeTextFile(join(folder, "a", "tokenizer.json"), json);
    await Deno.writeTextFile(join(folder, "broken.json"), "{");
    await Deno.writeTextFile(join(folder, "notes.txt"), "not a tokenizer");
    const { tokenizers, problems } = await ownTokenizers(folder);
    assert.deepEqual(tokenizers.map(({ name, vocabSize }) => [name, vocabSize]), [["a", 8], ["b", 8]]);
    assert.equal(problems.length, 1);
    assert.match(problems[0], /^broken was left out: tokenizer\.json: not JSON/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("ownTokenizers() finds none where there is no folder", async () => {
  assert.deepEqual(await ownTokenizers("/nowhere/tokenizers"), { tokenizers: [], problems: [] });
});
