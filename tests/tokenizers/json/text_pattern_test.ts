/** Patterns from strangers: those of real tokenizers are accepted, those that would never end are refused or stopped. */
import assert from "node:assert/strict";
import { readTokenizerJson, trainPipeline, writeTokenizerJson } from "lib/tokenizers";
import {
  checkPattern,
  findMatches,
  patternOf,
  replaceMatches,
} from "../../../lib/tokenizers/json/text_pattern.ts";
import { fixtureText, hardStrings } from "../strings.ts";

/** The patterns of these models, as Hugging Face writes them. */
const real: Readonly<Record<string, string>> = {
  "GPT-2": String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
  "GPT-2, shortened": String.raw`'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
  "GPT-4 and Llama 3": String
    .raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
  "Qwen 2": String
    .raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
  "GPT-4o": [
    String
      .raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?`,
    String
      .raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?`,
    String.raw`\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
  ].join("|"),
  "runs of spaces": " {2,}",
  "digits by threes from the right": String.raw`\d{1,3}(?=(?:\d{3})*$)`,
};

const hostile = [
  ...["(a+)+$", "(a*)*b", "(a|a)*b", "(a|aa)+$", "([a-zA-Z]+)*!", "(.*)*x", String.raw`(\w+\s?)*$`],
  ...["(?:a?){25}a{25}$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y", "(a|b|ab)*c", "((a+)|b)+$"],
  ...[String.raw`(\p{L}+)+\p{N}`, "(?=(a+)+b)", "(?:a+){2,}b", "(a|a?)+b", "(?<!b)(a+)+$", "(가+)+$"],
  ...["a*a*a*a*a*a*b", "(.*)(.*)(.*)(.*)(.*)="],
];

for (const [name, Regex] of Object.entries(real)) {
  Deno.test(`a real tokenizer's pattern is accepted and loses no character: ${name}`, () => {
    checkPattern({ Regex });
    const long = " ".repeat(5_000) + "가".repeat(5_000) + "a".repeat(5_000) + "\n\n" + "1".repeat(5_000);
    const texts = [
      fixtureText("english.txt"),
      fixtureText("korean.txt"),
      long,
      ...hardStrings.map(({ text }) => text),
    ];
    const expression = patternOf({ Regex });
    findMatches(texts, expression).forEach((matches, i) => {
      const direct = [...texts[i].matchAll(expression)].flatMap((match) => [match.index, match[0].length]);
      assert.deepEqual(matches, direct, "under the limit the matches are the same");
    });
  });
}

for (const Regex of hostile) {
  Deno.test(`a pattern that backtracks without end is refused when the file is read: ${Regex}`, () => {
    assert.throws(() => checkPattern({ Regex }), (error: Error) => {
      assert.ok(error instanceof RangeError);
      assert.match(error.message, /was stopped after 0\.5 s .* it backtracks without end/);
      assert.ok(error.message.includes(JSON.stringify(Regex)));
      return true;
    });
  });
}

Deno.test("a slow pattern that the check does not find is stopped on a text that makes it slow", () => {
  const pattern = { Regex: "(?:abcde|abcde)*f" };
  checkPattern(pattern);
  const expression = patternOf(pattern);
  assert.deepEqual(findMatches(["abcdef"], expression), [[0, 6]]);
  assert.throws(
    () => findMatches(["short", "abcde".repeat(50)], expression),
    /was stopped after 2\.01 s on texts of up to 250 characters/,
  );
  assert.deepEqual(findMatches(["abcdef"], expression), [[0, 6]], "and works again afterwards");
});

/** A tokenizer.json with a hostile pattern in one of three stages. */
function hostileFile(place: "normalizer" | "pre_tokenizer" | "decoder", Regex: string): string {
  const json = JSON.parse(writeTokenizerJson(trainPipeline(["aaa bbb"], { vocabSize: 20 })));
  const pattern = { Regex };
  json[place] = place === "pre_tokenizer"
    ? { type: "Sequence", pretokenizers: [{ type: "Split", pattern, behavior: "Isolated", invert: false }] }
    : { type: "Replace", pattern, content: "" };
  return JSON.stringify(json);
}

for (const place of ["normalizer", "pre_tokenizer", "decoder"] as const) {
  Deno.test(`readTokenizerJson() refuses a file whose ${place} would hang`, () => {
    assert.throws(
      () => readTokenizerJson(hostileFile(place, "(a+)+$")),
      /"\(a\+\)\+\$" was stopped after 0\.5 s/,
    );
  });
}

Deno.test("encode() with a slow pattern that the check missed ends with a clear error", () => {
  const tokenizer = readTokenizerJson(hostileFile("pre_tokenizer", "(?:abcde|abcde)*f"));
  assert.deepEqual(tokenizer.encode("aaa"), tokenizer.encode("aaa"));
  assert.throws(() => tokenizer.encode("abcde".repeat(50)), /backtracks without end/);
});

Deno.test("replaceMatches() inserts the content as it is: $ is not special", () => {
  const pattern = { Regex: "b+" };
  assert.deepEqual(replaceMatches(["abba", "b", "", "cc"], { pattern, content: "$&" }), [
    "a$&a",
    "$&",
    "",
    "cc",
  ]);
  const empty = { Regex: "x*" };
  assert.deepEqual(replaceMatches(["axb"], { pattern: empty, content: "-" }), [
    "-a-b-", // as Oniguruma: the empty match behind "x" does not count
  ]);
});

Deno.test("a string pattern is taken as it is", () => {
  assert.deepEqual(findMatches(["(a+)+$ (a+)+$"], patternOf({ String: "(a+)+$" })), [[0, 6, 7, 6]]);
  checkPattern({ String: "(a+)+$" });
});

Deno.test("a pattern that is too long or too deep is refused with a short message", () => {
  const long = ["a".repeat(10_001), "(".repeat(100_000), "(".repeat(4_900) + "a" + ")".repeat(4_900)];
  for (const Regex of long) {
    assert.throws(() => checkPattern({ Regex }), (error: Error) => {
      assert.ok(error instanceof RangeError && error.message.length < 400, error.message);
      assert.match(error.message, /10000 are the most|Maximum call stack/);
      return true;
    });
  }
});
