/** tokenizer.json with random damage: a clear error, and never a crash or a hang. */
import assert from "node:assert/strict";
import { readTokenizerJson } from "lib/tokenizers";
import { readFixture } from "../strings.ts";
import type { Json } from "./small_file.ts";

Deno.test("10,000 files with random damage: each is read or refused with an error that names the file", () => {
  let state = 20261121;
  const random = (n: number) => (state = Math.imul(state, 1664525) + 1013904223 >>> 0) / 2 ** 32 * n | 0;
  const originals = ["runs.pipeline", "runs.byte_level", "metaspace", "split_regex"].map((name) =>
    JSON.stringify(shortened(readFixture(`trained/${name}.json`)))
  );
  for (const original of originals) readTokenizerJson(original);
  const damages: ((text: string) => string)[] = [
    (text) => text.slice(0, random(text.length)),
    (text) => replaced(text, random(text.length), String.fromCharCode(random(128))),
    (text) => flipped(text, random(text.length), 1 << random(7)),
    (text) =>
      value(text, random, ["null", "-1", "1e300", "4294967296", '""', "[]", "{}", "true", '"\\ud800"']),
    (text) => text.slice(0, random(text.length)) + text.slice(random(text.length)),
  ];
  let accepted = 0;
  for (let i = 0; i < 10_000; i++) {
    const damaged = damages[i % damages.length](originals[random(originals.length)]);
    try {
      const tokenizer = readTokenizerJson(damaged);
      tokenizer.decode(tokenizer.encode("aaa 하하 --- <|endoftext|>", { allowedSpecial: "all" }));
      accepted++;
    } catch (error) {
      const isClear = error instanceof SyntaxError || error instanceof TypeError ||
        error instanceof RangeError;
      assert.ok(isClear && /^(tokenizer|decode)/.test(error.message), `file ${i}: ${error}`);
    }
  }
  assert.ok(accepted > 100 && accepted < 9_000, `${accepted} damaged files still made sense`);
});

/** The same file with only a few tokens and merges, so that damage often hits the structure around them. */
function shortened(json: Json): Json {
  const merges: [string, string][] = json.model.merges.slice(0, 12);
  const prefix = json.model.continuing_subword_prefix ?? "";
  const kept = new Set(merges.flatMap(([left, right]) => [left, right, left + right.slice(prefix.length)]));
  const added = new Set(json.added_tokens.map((token: Json) => token.content));
  const tokens = Object.entries(json.model.vocab as Record<string, number>)
    .filter(([token, id]) => id < 24 || kept.has(token) || added.has(token));
  return { ...json, model: { ...json.model, vocab: Object.fromEntries(tokens), merges } };
}

function replaced(text: string, at: number, character: string): string {
  return text.slice(0, at) + character + text.slice(at + 1);
}

function flipped(text: string, at: number, bits: number): string {
  return replaced(text, at, String.fromCharCode(text.charCodeAt(at) ^ bits));
}

/** Replaces one value of the file by another. */
function value(text: string, random: (n: number) => number, values: readonly string[]): string {
  const places = [...text.matchAll(/(?<=":)("[^"]*"|null|true|false|\d+)/g)];
  const place = places[random(places.length)];
  return text.slice(0, place.index) + values[random(values.length)] +
    text.slice(place.index + place[0].length);
}
