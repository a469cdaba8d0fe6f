import assert from "node:assert/strict";
import { checkQuestions } from "../../../lib/tools/notebook_checks/check_questions.ts";
import { sample } from "./sample.ts";

Deno.test("a slide's question needs an answer in the slide's note", () => {
  const entries = ["Ask: why? Expect: so.", "Ask: why?", "Point here.", "Ask: a?\n  Answer: b."];
  const source = entries.map((entry, i) => `- **Point ${i}**<!-- slide c${i} -->: ${entry}`).join("\n");
  const open = { path: "a.ipynb", notebook: sample([{ source, markdown: true, tags: ["teacher"] }]) };
  const problems = checkQuestions(open);
  assert.deepEqual(problems.map(({ cell }) => cell), [1]);
  assert.match(problems[0].message, /slide c1, "Point 1", asks and has no answer/);
});
