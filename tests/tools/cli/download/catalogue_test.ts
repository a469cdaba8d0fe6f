/** What the catalogue says of its texts and models. */
import assert from "node:assert/strict";
import { listCatalogue } from "../../../../lib/tools/cli/download/catalogue.ts";

Deno.test("the catalogue's entries are complete and distinct", () => {
  const entries = listCatalogue();
  assert.equal(new Set(entries.map((entry) => entry.name)).size, entries.length);
  for (const entry of entries) {
    assert.match(entry.name, /^[a-z0-9-]+$/);
    assert.ok(entry.licence !== "" && entry.files.length > 0);
    assert.ok(entry.kind === "model" || entry.files.length === 1, "a text is one file");
    assert.equal(new Set(entry.files.map(({ file }) => file)).size, entry.files.length);
    for (const file of entry.files) {
      assert.match(file.hash, /^sha256:[0-9a-f]{64}$/);
      assert.match(file.url, /^https:\/\//);
      assert.match(file.file, /^[a-z0-9_.-]+$/);
      assert.ok(Number.isInteger(file.bytes) && file.bytes > 0);
    }
  }
});

Deno.test("the catalogue has the files of GPT-2 that the importer needs, at a fixed revision", () => {
  const { files } = listCatalogue().find(({ name }) => name === "gpt2")!;
  assert.deepEqual(files.map(({ file }) => file), ["config.json", "tokenizer.json", "model.safetensors"]);
  for (const { url, file } of files) {
    assert.match(url, new RegExp(`/resolve/[0-9a-f]{40}/${RegExp.escape(file)}$`));
  }
});
