import assert from "node:assert/strict";
import { packTokenizer, unpackTokenizer } from "../../../../lib/tools/site/play/page_tokenizer.ts";
import { trainByteLevel } from "../../../../lib/tokenizers/mod.ts";

Deno.test("a page's tokenizer gives the ids of the one that was packed, special tokens too", () => {
  const tokenizer = trainByteLevel(["low lower lowest 한글 한글"], { vocabSize: 275 });
  const copy = unpackTokenizer(JSON.parse(JSON.stringify(packTokenizer(tokenizer))));
  for (const text of ["lower lowest", "한글 \u{1F600}", "\n\t", "<|endoftext|>low"]) {
    const o = { allowedSpecial: "all" } as const;
    assert.deepEqual(copy.encode(text, o), tokenizer.encode(text, o), text);
    assert.equal(copy.decode(copy.encode(text, o)), text);
  }
  assert.equal(copy.vocabSize, tokenizer.vocabSize);
});
