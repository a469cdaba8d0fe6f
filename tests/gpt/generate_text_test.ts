import assert from "node:assert/strict";
import {
  generate,
  generateText,
  generateTexts,
  type Model,
  streamText,
  type TextCodec,
  undecodableTokens,
} from "lib/gpt";
import { readTokenizerJson } from "lib/tokenizers";
import { piecesOf } from "../../lib/gpt/drawn_tokens.ts";
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

/** Llama 2's decoder: a run of bytes that is no valid UTF-8 becomes U+FFFD as a whole, also the letters that began it. */
const byteFallback = readTokenizerJson(JSON.stringify({
  ...{ added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null },
  decoder: { type: "Sequence", decoders: [{ type: "ByteFallback" }, { type: "Fuse" }] },
  model: {
    ...{ type: "BPE", merges: [], byte_fallback: true },
    vocab: Object.fromEntries(
      Array.from({ length: 37 }, (_, id) => {
        const byte = (id < 10 ? 0x41 : 0xE0) + id; // letters, and first bytes of longer characters
        return [id < 20 ? `<0x${byte.toString(16).toUpperCase()}>` : String.fromCharCode(97 + id), id];
      }),
    ),
  },
}));

forEachBackend("streamText() adds up to the text where a later token changes earlier ones", async () => {
  let changed = 0;
  for (let seed = 0; seed < 8; seed++) {
    const o = { maxNewTokens: 24, seed, temperature: 10 };
    const [{ text, tokens }] = await generateTexts(tiny(), byteFallback, ["u"], o);
    let streamed = "";
    for await (const piece of streamText(tiny(), byteFallback, "u", o)) streamed += piece;
    assert.equal(streamed, text);
    assert.equal(piecesOf(byteFallback, tokens).join(""), text);
    changed += tokens.some((_, i) =>
        !text.startsWith(byteFallback.decode(tokens.slice(0, i)).replace(/\uFFFD+$/, ""))
      )
      ? 1
      : 0;
  }
  assert.ok(changed > 0);
});

Deno.test("generateText() of an empty prompt says what to begin with", async () => {
  await assert.rejects(
    generateText(tiny(), bytes, "", { maxNewTokens: 1 }),
    /begin with a token such as <\|endoftext\|>/,
  );
});

/** A model with more rows than `untied` has letters for: 37 ids, of which the codec can decode few. */
function letters(known: (id: number) => boolean): TextCodec {
  return {
    encode: () => [1, 2],
    decode: (ids) =>
      [...ids].map((id) => {
        if (!known(id)) throw new RangeError(`decode: no token ${id}`);
        return String.fromCharCode(97 + id);
      }).join(""),
  };
}

/** Where a vocabulary ends before the model's, and where it has holes. */
const vocabularies: Record<string, (id: number) => boolean> = {
  "a padded vocabulary": (id) => id < 5,
  "a vocabulary with holes": (id) => id % 7 === 1 || id === 2,
  "a vocabulary of one token": (id) => id === 3,
};

for (const [name, known] of Object.entries(vocabularies)) {
  forEachBackend(`${name}: ids without a token are never sampled, whatever the sample options`, async () => {
    const codec = letters(known);
    const options = [
      {},
      { temperature: 0 },
      { temperature: 1e6 },
      { temperature: 1e6, topK: 30 },
      { temperature: 1e6, topP: 0.9999 },
      { temperature: 100, repetitionPenalty: 50 },
      { temperature: 1e6, cache: false },
      { temperature: 1e6, compile: <T>(f: T) => f },
    ];
    for (const option of options) {
      const o = { maxNewTokens: 12, seed: 5, ...option };
      const rows = await generateTexts(tiny(), codec, ["ab", "ab", "ab"], o);
      assert.ok(
        rows.every(({ tokens }) => tokens.length === 12 && tokens.every(known)),
        JSON.stringify(option),
      );
      let text = "";
      for await (const piece of streamText(tiny(), codec, "ab", o)) text += piece;
      assert.equal(text, rows[0].text);
    }
  });
}

forEachBackend("a tokenizer that knows every id changes nothing", async () => {
  const all = letters(() => true);
  const drawn: (number | null)[] = [];
  const o = { maxNewTokens: 8, seed: 2 };
  for await (const { tokens: [token] } of generate(tiny(), [[1, 2]], o)) drawn.push(token);
  assert.deepEqual((await generateTexts(tiny(), all, ["ab"], o))[0].tokens, drawn);
});

Deno.test("a stop token without a text may still be sampled; a tokenizer that knows no id is refused", async () => {
  const { config } = tiny();
  const stop = config.vocabSize - 1;
  const [{ finished, tokens }] = await generateTexts(tiny(), letters((id) => id === 3), ["ab"], {
    maxNewTokens: 500,
    temperature: 1e6,
    whenFull: "slide",
    stopTokens: [stop],
  });
  assert.equal(finished, "stopToken");
  assert.ok(tokens.every((id) => id === 3));
  await assert.rejects(
    generateText(tiny(), letters(() => false), "ab", { maxNewTokens: 1 }),
    /suppressTokens must leave a token to sample/,
  );
  assert.deepEqual(undecodableTokens(letters((id) => id < 3), 5), [3, 4]);
});
