/** Particles against the sounds of all 11,172 syllables, told apart by another road: Unicode decomposition. */
import assert from "node:assert/strict";
import { nativeKorean, sinoKorean } from "../../data/korean_textbook/numerals.ts";
import { chooseParticles, finalConsonant } from "../../data/korean_textbook/particles.ts";

const syllables = Array.from({ length: 11_172 }, (_, i) => String.fromCodePoint(0xac00 + i));
/** Decomposed, a syllable with a final consonant has three letters; ㄹ as the final one is U+11AF. */
const letters = (syllable: string) => [...syllable.normalize("NFD")];

const pairs = [
  ["은", "는"],
  ["이", "가"],
  ["을", "를"],
  ["과", "와"],
  ["이에요", "예요"],
  ["이라고", "라고"],
  ["이라면", "라면"],
  ["이면", "면"],
  ["이고", "고"],
  ["이거든요", "거든요"],
];

Deno.test("chooseParticles() takes the first form after a final consonant and the second after a vowel", () => {
  for (const [afterConsonant, afterVowel] of pairs) {
    for (const syllable of syllables) {
      const right = letters(syllable).length === 3 ? afterConsonant : afterVowel;
      assert.equal(
        chooseParticles(`${syllable}${afterConsonant}/${afterVowel} 말`),
        `${syllable}${right} 말`,
      );
    }
  }
});

Deno.test("chooseParticles() says 로 after a vowel and after ㄹ, 으로 after any other final consonant", () => {
  for (const syllable of syllables) {
    const [, , final] = letters(syllable);
    const right = final === undefined || final === "\u11af" ? "로" : "으로";
    assert.equal(chooseParticles(`${syllable}으로/로`), syllable + right);
  }
});

Deno.test("chooseParticles() does as the grammar book does", () => {
  const examples = {
    "서울으로/로 가요": "서울로 가요",
    "부산으로/로 가요": "부산으로 가요",
    "제주으로/로 가요": "제주로 가요",
    "물을/를 마셔요": "물을 마셔요",
    "우유을/를 마셔요": "우유를 마셔요",
    "밥과/와 국": "밥과 국",
    "국과/와 밥": "국과 밥",
    "‘작다’이라고/라고 한다": "‘작다’라고 한다",
    "의사이에요/예요": "의사예요",
    "학생이에요/예요": "학생이에요",
  };
  for (const [template, expected] of Object.entries(examples)) {
    assert.equal(chooseParticles(template), expected);
  }
});

Deno.test("digits sound as they are read: 3은 (삼), 2는 (이), 1로 (일), 6으로 (육)", () => {
  const read = ["영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];
  for (const [digit, word] of read.entries()) {
    assert.equal(finalConsonant(`${digit}`), finalConsonant(word), `${digit} ${word}`);
  }
  assert.equal(chooseParticles("3은/는 1으로/로 6으로/로"), "3은 1로 6으로");
});

Deno.test("a particle after something without a sound is an error that names it", () => {
  assert.throws(() => chooseParticles("GPT은/는"), { name: "RangeError", message: /"T"/ });
  assert.throws(() => chooseParticles("은/는"), RangeError);
});

Deno.test("numbers in words: Sino-Korean to 99, native before a counter to 20", () => {
  assert.deepEqual([1, 10, 11, 20, 37, 99].map(sinoKorean), ["일", "십", "십일", "이십", "삼십칠", "구십구"]);
  assert.deepEqual([1, 4, 10, 12, 19, 20].map(nativeKorean), ["한", "네", "열", "열두", "열아홉", "스무"]);
  assert.equal(new Set(Array.from({ length: 99 }, (_, i) => sinoKorean(i + 1))).size, 99);
  for (const n of [0, 100, 1.5, NaN]) assert.throws(() => sinoKorean(n), RangeError);
  assert.throws(() => nativeKorean(21), RangeError);
});
