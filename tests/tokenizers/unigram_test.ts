/** Unigram: cuts equal to Hugging Face's and SentencePiece's for their pieces, worked by hand, and trained. */
import assert from "node:assert/strict";
import { trainUnigram, unigramTokenizer } from "lib/tokenizers";
import { type Piece, PieceTable, spacedWords } from "../../lib/tokenizers/unigram.ts";
import { fixtureText, readFixture } from "./strings.ts";

interface Made {
  readonly pieces: readonly Piece[];
  readonly cuts: readonly (readonly number[])[];
}
const made = readFixture<{
  readonly texts: readonly string[];
  readonly tokenizers: Made;
  readonly sentencepiece: Made;
}>("unigram.json");
const korean = fixtureText("korean.txt").split("\n");

for (const library of ["tokenizers", "sentencepiece"] as const) {
  Deno.test(`unigramTokenizer() cuts as ${library} does with the same pieces and scores`, () => {
    const { pieces, cuts } = made[library];
    const tokenizer = unigramTokenizer(pieces);
    made.texts.forEach((text, i) => {
      // SentencePiece marks the beginning of a text even where a space stands there; tokenizers does not, nor do we.
      const expected = library === "sentencepiece" && text.startsWith(" ") ? cuts[i].slice(1) : cuts[i];
      assert.deepEqual(tokenizer.encode(text), expected, JSON.stringify(text));
    });
  });
}

Deno.test("spacedWords() keeps every space as a mark", () => {
  assert.deepEqual(spacedWords("a bc"), ["▁a", "▁bc"]);
  assert.deepEqual(spacedWords("  a "), ["▁", "▁a", "▁"]);
});

Deno.test("PieceTable.cut() finds the largest sum of scores, also without a piece", () => {
  const table = new PieceTable([["a", -1], ["b", -1], ["ab", -1.5], ["abc", -5], ["c", -1]]);
  assert.deepEqual(table.cut([..."abc"]), { pieces: ["ab", "c"], score: -2.5 });
  assert.deepEqual(table.cut([..."abc"], "ab"), { pieces: ["a", "b", "c"], score: -3 });
  assert.deepEqual(table.cut([..."xa"]).score, -5 - 10 - 1); // unknown: 10 below the rarest
});

Deno.test("what is encoded comes back, token by token too; unknown characters become one token", () => {
  const tokenizer = unigramTokenizer([["▁", -2], ["a", -1], ["▁a", -1.5]]);
  for (const text of ["a a", "aa  a", ""]) {
    const ids = tokenizer.encode(text), stream = tokenizer.stream();
    assert.equal(tokenizer.decode(ids), text);
    assert.equal(ids.map((id) => stream.push(id)).join("") + stream.end(), text);
  }
  assert.deepEqual(tokenizer.encode("axya"), [3, 0, 2]);
  assert.equal(tokenizer.decode([3, 0, 2]), "a\uFFFDa");
  assert.throws(() => tokenizer.encode("a", { allowedSpecial: ["<x>"] }), /has no special tokens/);
  assert.throws(() => tokenizer.decode([4]), /not a token id/);
  assert.throws(() => unigramTokenizer([["a", -1], ["a", -2]]), /there twice/);
});

Deno.test("trainUnigram() learns whole words that occur often, keeps all characters, and is no larger than asked for", () => {
  const tokenizer = trainUnigram(korean, { vocabSize: 280 });
  assert.equal(tokenizer.vocabSize, 280);
  assert.ok(trainUnigram(korean, { vocabSize: 5000 }).vocabSize < 1000); // a short text runs out of pieces
  for (const line of korean.slice(0, 50)) {
    assert.equal(tokenizer.decode(tokenizer.encode(line.trim())), line.trim());
  }
  const often = trainUnigram(Array(5).fill("밥을 먹고 밥을 사고 국을 먹고"), { vocabSize: 14 });
  assert.deepEqual(often.encode("밥을 먹고").map((id) => often.token(id)), ["▁밥을", "▁먹고"]);
  assert.throws(() => trainUnigram(["밥을 먹고"], { vocabSize: 4 }), /5 different characters.*room for 3/);
  assert.throws(() => trainUnigram([], { vocabSize: 4 }), /give it some text/);
});

Deno.test("a larger vocabulary cuts the training text into fewer tokens", () => {
  const tokens = (vocabSize: number) => {
    const tokenizer = trainUnigram(korean, { vocabSize });
    return korean.reduce((sum, line) => sum + tokenizer.encode(line).length, 0);
  };
  assert.ok(tokens(300) < 0.97 * tokens(250), `${tokens(300)}, ${tokens(250)}`);
});

Deno.test("a word of 200,000 characters is cut in time that grows with its length only", () => {
  const tokenizer = unigramTokenizer([["▁", -3], ["가", -2], ["가나", -2.5], ["나", -3]]);
  assert.equal(tokenizer.encode("가나".repeat(100_000)).length, 100_001);
});
