import assert from "node:assert/strict";
import { generateText, generateTexts, type Model, streamText, type TextCodec } from "lib/generation";
import { forEachBackend } from "../backends.ts";
import { readModels, readParams } from "../fixtures/gpt/read.ts";

const tiny = (): Model => ({ params: readParams("untied"), config: readModels().models.untied.config });

/** An odd id is the first byte of a two-byte character, an even one a second byte: one alone is half a character. */
const bytes: TextCodec = {
  encode: (text) => [...new TextEncoder().encode(text)].map((byte) => byte % 37),
  decode: (ids) => new TextDecoder().decode(Uint8Array.from(ids, (id) => id % 2 ? 0xc3 : 0xa0 + id % 32)),
};

forEachBackend("generateText() decodes what generate() makes, without the prompt", async () => {
  const [first] = await generateTexts(tiny(), bytes, ["ab"], { maxNewTokens: 8, seed: 1 });
  assert.equal(first.tokens.length, 8);
  assert.equal(first.text, bytes.decode(first.tokens));
  assert.equal(first.finished, "maxNewTokens");
  assert.equal(await generateText(tiny(), bytes, "ab", { maxNewTokens: 8, seed: 1 }), first.text);
});

forEachBackend("generateTexts() continues one prompt in as many ways as it is given", async () => {
  const texts = await generateTexts(tiny(), bytes, Array(4).fill("abc"), { maxNewTokens: 8, seed: 3 });
  assert.equal(new Set(texts.map(({ tokens }) => tokens.join())).size, 4);
});

forEachBackend("streamText() hands out pieces that add up to the text, and no half characters", async () => {
  const pieces: string[] = [];
  for (const seed of [1, 2, 3, 4]) {
    const own: string[] = [];
    for await (const piece of streamText(tiny(), bytes, "ab", { maxNewTokens: 9, seed })) own.push(piece);
    assert.equal(own.join(""), await generateText(tiny(), bytes, "ab", { maxNewTokens: 9, seed }));
    pieces.push(...own.slice(0, -1)); // the last one has whatever the model left unfinished
  }
  assert.ok(pieces.length > 4 && pieces.every((piece) => piece.length > 0 && !piece.endsWith("\uFFFD")));
});

Deno.test("generateText() of an empty prompt says what to begin with", async () => {
  await assert.rejects(
    generateText(tiny(), bytes, "", { maxNewTokens: 1 }),
    /begin with a token such as <\|endoftext\|>/,
  );
});
