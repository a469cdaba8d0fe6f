import assert from "node:assert/strict";
import { cast } from "../../data/story_world/cast.ts";
import { articles, capitals, inWords } from "../../data/story_world/grammar.ts";
import { readScene, readWordLists } from "../../data/story_world/material.ts";
import { Chance } from "../../data/story_world/random.ts";
import { type Scene, tell } from "../../data/story_world/template.ts";

function scene(seed = 1): Scene {
  const nell = cast.find((person) => person.name === "Nell")!;
  return {
    chance: new Chance(seed),
    words: new Map([["bird", ["owl", "heron"]], ["nest", ["a $bird's nest"]]]),
    roles: new Map([["A", nell]]),
    facts: new Map([["weather", "it {rained|snowed}"]]),
    remembered: new Map(),
  };
}

Deno.test("articles() goes by sound", () => {
  assert.equal(
    articles("a owl, an hen, an useful one, a hour, A apple"),
    "an owl, a hen, a useful one, an hour, An apple",
  );
});

Deno.test("capitals() begins sentences, and leaves what follows a spoken question alone", () => {
  assert.equal(capitals('"who?" he asked. "no one." she left.'), '"Who?" he asked. "No one." She left.');
});

Deno.test("inWords() writes numbers out", () => {
  assert.deepEqual([0, 13, 20, 42, 100, 142].map(inWords), [
    "nought",
    "thirteen",
    "twenty",
    "forty-two",
    "one hundred",
    "one hundred and forty-two",
  ]);
});

Deno.test("a deck deals every card before any comes twice", () => {
  const chance = new Chance(7);
  for (let round = 0; round < 5; round++) {
    const dealt = [1, 2, 3, 4].map(() => chance.deal("d", ["a", "b", "c", "d"]));
    assert.deepEqual(dealt.toSorted(), ["a", "b", "c", "d"]);
  }
});

Deno.test("dealFitting() passes over what does not fit and deals it later", () => {
  const chance = new Chance(7);
  assert.equal(chance.dealFitting("d", [1, 2, 3], (card) => card === 2), 2);
  const rest = [chance.deal("d", [1, 2, 3]), chance.deal("d", [1, 2, 3])];
  assert.deepEqual(rest.toSorted(), [1, 3]);
  assert.throws(() => chance.dealFitting("d", [1, 2, 3], () => false), /no card/);
});

Deno.test("tell() fills in alternatives, words, people and facts", () => {
  assert.deepEqual(
    tell("[A] saw {a $bird} // [weather], and [A he] put up [A his] hood.", {
      ...scene(),
      words: new Map([["bird", ["owl"]]]),
      facts: new Map([["weather", "it rained"]]),
    }),
    ["Nell saw an owl", "It rained, and she put up her hood."],
  );
});

Deno.test("tell() remembers $list.key within a scene, and takes nested alternatives", () => {
  const [text] = tell("$bird.x $bird.x", scene());
  const [first, second] = text.toLowerCase().split(" ");
  assert.equal(first, second);
  assert.match(tell("{a {b|c}|a {b|c}}", scene())[0], /^A [bc]$/);
});

Deno.test("tell() uses a pronoun after a speech tag, and says rather than asks what is no question", () => {
  assert.deepEqual(tell('"Yes," said [A]. [A] sat down.', scene()), ['"Yes," said Nell. She sat down.']);
  assert.deepEqual(tell('"Yes," asked [A].', scene()), ['"Yes," said Nell.']);
});

Deno.test("tell() names what the material asks for and does not have", () => {
  assert.throws(() => tell("$fish", scene()), /word list "fish"/);
  assert.throws(() => tell("[B]", scene()), /\[B\]/);
  assert.throws(() => tell("[A wings]", scene()), /cast sheet of Nell has no "wings"/);
});

Deno.test("readScene() reads roles, parts and how many passages to tell", () => {
  const kind = readScene(
    "tea",
    "@ A=student H=Tuffet\n== start\n- One.\n== talk 2\n- Two.\n- Three.\n== end\n- Four.",
  );
  assert.deepEqual(kind.roles, [{ role: "A", who: "student" }, { role: "H", who: "Tuffet" }]);
  assert.deepEqual(
    kind.parts.map(({ name, tell, passages }) => [name, tell, passages.length]),
    [
      ["start", 1, 1],
      ["talk", 2, 2],
      ["end", 1, 1],
    ],
  );
  assert.throws(() => readScene("tea", "@\n== start\n== end\n- x"), SyntaxError);
});

Deno.test("readWordLists() keeps commas inside quotes", () => {
  const lists = readWordLists('book: "Up, Down", "Out"\nbird: owl, heron\n');
  assert.deepEqual(lists.get("book"), ['"Up, Down"', '"Out"']);
  assert.deepEqual(lists.get("bird"), ["owl", "heron"]);
});

Deno.test("every student has a full sheet", () => {
  const wanted = "full hearth home pet petname looks fear treasure manner opinion complaint joy excuse advice"
    .split(" ");
  for (const person of cast.filter((person) => person.kind === "student")) {
    for (const key of wanted) assert.ok(person.sheet.get(key)?.length, `${person.name} has no ${key}`);
  }
});
