/** Patterns of questions: what is drawn from them, how often, and what never is. */
import assert from "node:assert/strict";
import { questionParts } from "../../data/korean_textbook/question_parts.ts";
import { bare, drawWording, drawWordings, hasOneLevel } from "../../data/korean_textbook/wordings.ts";
import { Chance } from "../../data/story_world/random.ts";

function all(pattern: string): string[] {
  const chance = new Chance(1);
  return [...new Set(Array.from({ length: 500 }, () => drawWording(pattern, chance)))].sort();
}

Deno.test("drawWording() takes one of the choices, and nothing where there is an empty one", () => {
  assert.deepEqual(all("(a|b)c"), ["ac", "bc"]);
  assert.deepEqual(all("{town}(의|) 명소(은/는|)?"), [
    "{town} 명소?",
    "{town} 명소은/는?",
    "{town}의 명소?",
    "{town}의 명소은/는?",
  ]);
  assert.deepEqual(all("plain"), ["plain"]);
});

Deno.test("drawWording() finds choices inside choices", () => {
  assert.deepEqual(all("((a|b)c|d)!"), ["ac!", "bc!", "d!"]);
});

Deno.test("drawWording() leaves no gap where nothing was taken", () => {
  assert.deepEqual(all("a (b |)c (|), d (|)?"), ["a b c, d?", "a c, d?"]);
});

Deno.test("drawWording() puts in a part of the list that is named, and says which lists there are", () => {
  const endings = questionParts.돼요.split("|");
  assert.deepEqual(all("<돼요>?"), [...new Set(endings)].map((ending) => `${ending}?`).sort());
  assert.throws(() => drawWording("<없는 이름>?", new Chance(1)), /there is no list <없는 이름>.*돼요/);
});

Deno.test("drawWordings() gives different wordings, and stops when there are no more", () => {
  const patterns = ["{a}(은|는) (뭐|무엇)(일까|인가)?"];
  const wordings = drawWordings(patterns, { count: 150, without: [], chance: new Chance(2) });
  assert.equal(new Set(wordings.map(bare)).size, 150);
  assert.deepEqual(drawWordings(patterns, { count: 150, without: [], chance: new Chance(2) }), wordings);
  assert.deepEqual(drawWordings([], { count: 3, without: [], chance: new Chance(2) }), []);
});

Deno.test("drawWordings() never says what it is to leave out, not even after a lead or with another mark", () => {
  const without = ["{a}은 뭐야."];
  const wordings = drawWordings(["{a}은 (뭐야|뭐지)?"], { count: 100, without, chance: new Chance(3) });
  assert.ok(wordings.length > 20, `${wordings.length}`);
  assert.deepEqual(wordings.filter((wording) => wording.includes("뭐야")), []);
  assert.deepEqual(drawWordings(["{a}은 뭐야?"], { count: 5, without, chance: new Chance(3) }), []);
});

Deno.test("every part can be said: its brackets close, and none is empty", () => {
  for (const [name, list] of Object.entries(questionParts)) {
    for (const wording of all(`<${name}>`)) assert.doesNotMatch(wording, /[()<>|]/, name);
    assert.ok(all(`<${name}>`).every((wording) => wording.length > 0), name);
    assert.ok(list.length > 0);
  }
});

Deno.test("hasOneLevel() finds a sentence that is polite and familiar at once", () => {
  const one = [
    "야, {person} 직업이 뭐야?",
    "선생님, {person} 직업이 뭐예요?",
    "음, {town}의 볼거리는?",
    "오늘이 {day}인데, 내일은 무슨 요일이에요/예요?",
    "오늘은 {day}이야/야. 그럼 내일은 무슨 요일이지?",
    "실례지만 {town}의 명소 좀 알려 주세요.",
  ];
  const two = [
    "야, {person} 직업 무엇입니까?",
    "선생님, {person} 직업이 뭐야?",
    "{person} 말인데, 직업이 뭐예요?",
    "{person} 씨는 뭘 좋아하니?",
    "오늘은 {day}이야/야. 그럼 내일은 무슨 요일이에요/예요?",
    "실례지만 {town}의 명소 좀 알려 줘.",
    "미안한데 {holiday}이/가 언제예요?",
  ];
  assert.deepEqual(one.filter((wording) => !hasOneLevel(wording)), []);
  assert.deepEqual(two.filter(hasOneLevel), []);
});
