import assert from "node:assert/strict";
import { checkGlossary } from "../../../lib/tools/korean/check_glossary.ts";

const terms = [{
  ...{ term: "gradient", korean: "그래디언트(기울기)", also: ["gradients"] },
  ...{ definition: "A slope.", definitionKorean: "기울기입니다." },
}];
const cells = (korean: string) =>
  ["The gradient.", "Gradients fall.", "A `gradient` and a gradient."].map((english) => ({
    english,
    korean,
  }));

Deno.test("a term that three cells use must have one of its Korean words in the notebook", () => {
  assert.deepEqual(checkGlossary(cells("그래 디언트를 구합니다."), terms), []);
  assert.deepEqual(checkGlossary(cells("기울기를 구합니다."), terms), []);
  const [{ message }] = checkGlossary(cells("경사도를 구합니다."), terms);
  assert.match(
    message,
    /uses "gradient" in 3 cells, the Korean text never has the glossary's "그래디언트" or "기울기"/,
  );
});

Deno.test("a word that is used less often, or only in code, is not asked for", () => {
  assert.deepEqual(checkGlossary(cells("경사도를 구합니다.").slice(1), terms), []);
});

Deno.test("a longer term is not a use of the shorter one in it", () => {
  const descent = { term: "gradient descent", korean: "경사 하강법", definition: "x", definitionKorean: "x" };
  const texts = ["Gradient descent.", "gradient descent", "By gradient descent."].map((english) => ({
    english,
    korean: "경사 하강법",
  }));
  assert.deepEqual(checkGlossary(texts, [...terms, descent]), []);
});
