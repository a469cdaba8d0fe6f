import assert from "node:assert/strict";
import { checkTranslation, compareTexts } from "../../../lib/tools/korean/check_translation.ts";
import { hashOf, textCells } from "../../../lib/tools/korean/translation.ts";
import { ENGLISH, KOREAN, label } from "./sample.ts";

const right = textCells(ENGLISH).map(({ id, text }) => ({ id, hash: hashOf(text), text: KOREAN.get(id)! }));
const check = (cells: Parameters<typeof checkTranslation>[0]) =>
  checkTranslation(cells, ENGLISH, { file: "03.md", label }).map(({ cell, message }) =>
    `${cell}: ${message}`
  );
const compare = (english: string, korean: string) => compareTexts(english, korean, label);

Deno.test("a right translation has no problem", () => {
  assert.deepEqual(check(right), []);
});

Deno.test("missing, orphaned, doubled, stale, unstamped and misplaced cells are named, with what to do", () => {
  const [title, why] = right;
  const cases: [Parameters<typeof check>[0], RegExp][] = [
    [
      [title],
      /^why: has no translation; add <!-- cell why --> and its Korean text after the cell title of 03\.md$/,
    ],
    [[why], /^title: has no translation; .* at the top of 03\.md$/],
    [
      [...right, { id: "gone", text: "옛글" }],
      /^gone: is no text cell of the English notebook; remove it from 03\.md/,
    ],
    [[...right, why], /^why: stands twice in 03\.md/],
    [[title, { ...why, hash: "00000000" }], /^why: is stale: .* \.\/course deno task korean --accept why$/],
    [[title, { ...why, hash: undefined }], /^why: has no hash yet; run \.\/course deno task korean/],
    [[why, title], /^title: stands after a later cell in 03\.md/],
    [[title, { ...why, text: "" }], /^why: has no Korean text below its marker/],
  ];
  for (const [cells, expected] of cases) assert.match(check(cells)[0], expected);
});

Deno.test("each part that must stay the same is compared", () => {
  const cases: [english: string, korean: string, expected: RegExp][] = [
    ["```ts\nlet a;\n```", "```ts\nlet b;\n```", /code blocks differ/],
    ["Call `f(x)`.", "`f(y)`를 부릅니다.", /inline code differ.*missing "f\(x\)"; too many "f\(y\)"/],
    ["With $a + b$.", "$a - b$입니다.", /formulas differ/],
    ["$$\na\n$$", "수식.", /formulas differ/],
    ["[a](x.md)", "[가](y.md)", /links differ/],
    ["![a](x.png)", "![가](y.png)", /pictures differ/],
    ["a<br>b", "가 나", /HTML tags differ/],
    ["### A · ★★", "### 가 · ★", /stars differ/],
    ["In 12.5 minutes", "12분", /numbers differ.*missing "12\.5"; too many "12"/],
    ["## A", "### 가", /headings differ/],
    ["- a\n- b", "- 가", /lists and tables differ/],
    ["| a | b |\n| - | - |", "| 가 |\n| - |", /lists and tables differ/],
    [
      "**What happened?** It fell.",
      "**무슨 일일까요?** 내려갔습니다.",
      /the label "What happened\?" is "결과를 봅시다\."/,
    ],
    [
      "<details><summary>Hint</summary>\n\na\n\n</details>",
      "<details><summary>도움</summary>\n\n가\n\n</details>",
      /"Hint"/,
    ],
    ["**What do\nyou expect** of it?", "**무엇일까요?**", /"What do you expect\?" is "예상해 보세요\."/],
    ["## 3 · A · optional", "## 3 · 가 · 필수 아님", /"optional" is "선택"/],
    ["**a**", '**"가"**는 나', /"\*\*" is shown as it is/],
    ["_a_", "_가_는", /"_" is shown as it is/],
  ];
  for (const [english, korean, expected] of cases) {
    assert.match(compare(english, korean).join("\n"), expected, `${english} | ${korean}`);
  }
});

Deno.test("another order of words, Korean counting words and units, and emphasis that renders are right", () => {
  const cases: [english: string, korean: string][] = [
    ["`a` before `b`, 1,024 of 3", "3개 가운데 1,024개, `b` 앞에 `a`"],
    ["three of them, a thousandth, half a minute", "3개, 1000분의 1, 30초"],
    ["124 million", "1억 2,400만(124M)"],
    ["in March 2025", "2025년 3월"],
    ["the 2nd of 5", "5개 중 두 번째"],
    ["**loss** and _this_", "**손실**과 *이것*이"],
    ["$x$ is `1e-3`", "`1e-3`이 $x$입니다"],
  ];
  for (const [english, korean] of cases) assert.deepEqual(compare(english, korean), [], korean);
});
