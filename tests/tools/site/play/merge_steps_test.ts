import assert from "node:assert/strict";
import { gpt2Tokenizer } from "../../../../lib/tokenizers/gpt2.ts";
import { mergeSteps } from "../../../../lib/tools/site/play/worker/merge_steps.ts";
import { trainByteLevel } from "../../../../lib/tokenizers/train_byte_level.ts";
import { hardStrings } from "../../../tokenizers/strings.ts";

Deno.test("mergeSteps() ends with the ids of encode(), for every string and both kinds of vocabulary", async () => {
  const tokenizers = [
    await gpt2Tokenizer(),
    trainByteLevel(["low lower lowest, low 한글 한글"], { vocabSize: 270 }),
  ];
  for (const tokenizer of tokenizers) {
    for (const text of hardStrings.map((one) => one.text.slice(0, 300))) {
      assert.deepEqual(
        mergeSteps(tokenizer, text).tokens.flat(),
        tokenizer.encode(text),
        JSON.stringify(text),
      );
    }
  }
});

Deno.test("mergeSteps() gives each merge in the order of its rank, with the number of places", () => {
  const tokenizer = trainByteLevel(["aaa aaa"], { vocabSize: 257 + 2 });
  const { words, merges } = mergeSteps(tokenizer, "aaaa a");
  assert.deepEqual(words.map((word) => word.length), [4, 2]);
  assert.deepEqual(merges.map(({ merged, count }) => [tokenizer.token(merged), count]), [["aa", 2]]);
});
