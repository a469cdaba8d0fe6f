import assert from "node:assert/strict";
import { quiz, type QuizQuestion } from "../../lib/notebook/quiz.ts";
import { NOTEBOOK_QUIZZES } from "../../lib/notebook/quizzes/registry.ts";
import { showVerdict } from "../../lib/notebook/exercises/verdict.ts";
import { FRAME } from "../../lib/tools/notebook_checks/check_exercises.ts";
import { show } from "./plot/bundle.ts";

const question: QuizQuestion = {
  question: "What is `a < b`?",
  answers: [
    { text: "<script>alert(1)</script>", why: "no `&`" },
    { text: "a comparison", right: true, why: "yes" },
  ],
};

Deno.test("quiz() folds every answer with its reason, without scripts, and escapes what it shows", async () => {
  const { html, plain } = await show(quiz([question, question]));
  assert.equal(html.match(/<details/g)?.length, 4);
  assert.doesNotMatch(html, /<script|onclick/);
  assert.ok(html.includes("What is <code>a &lt; b</code>?"));
  assert.ok(html.includes("&lt;script&gt;alert(1)&lt;/script&gt;"));
  assert.ok(html.includes("<strong>✗ No.</strong> no <code>&amp;</code>"));
  assert.ok(html.includes("<strong>✓ Right.</strong> yes"));
  assert.match(plain, /^Quiz: 2 questions\n\n1\. What is/);
  assert.ok(plain.indexOf("B. a comparison") < plain.indexOf("Answers") && plain.includes("1B ✓ yes"));
});

Deno.test("quiz() refuses a question without exactly one right answer, or an answer without a why", () => {
  const [wrong, right] = question.answers;
  const refused = (answers: QuizQuestion["answers"], message: RegExp) =>
    assert.throws(() => quiz([question, { ...question, answers }]), message);
  refused([right], /quiz question 2, .*: 1 answers, expected at least 2/);
  refused([wrong, wrong], /: 0 answers are marked right, expected exactly 1/);
  refused([right, right], /: 2 answers are marked right, expected exactly 1/);
  refused([right, { ...wrong, why: " " }], /: the answer "<script>.*" has no why/);
});

Deno.test("quiz() shows a notebook's quiz by its number, and names those there are for any other", async () => {
  assert.deepEqual(await show(quiz("04")), await show(quiz(NOTEBOOK_QUIZZES["04"]!)));
  assert.match((await show(quiz("04"))).plain, /How many predictions does it train\?/);
  for (const number of ["3", "77", "toString"]) {
    assert.throws(() => quiz(number), {
      name: "RangeError",
      message: `showing quiz "${number}": there is no such quiz, only those of notebooks ` +
        "00, 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11, 12, 13",
    });
  }
});

for (const [number, questions = []] of Object.entries(NOTEBOOK_QUIZZES)) {
  Deno.test(`the quiz of notebook ${number} is of the frame's length, and complete`, () => {
    quiz(questions); // throws unless each question has one right answer, and each answer a why
    const { least, most } = FRAME.questions;
    assert.ok(questions.length >= least && questions.length <= most, `${questions.length} questions`);
    for (const { question, answers } of questions) {
      const texts = answers.map(({ text }) => text);
      assert.equal(new Set(texts).size, texts.length, `"${question}" has the same answer twice`);
    }
  });
}

Deno.test("a verdict escapes what it shows and says everything in its text too", async () => {
  const { html, plain } = await show(
    showVerdict({ id: "01.2", kind: "wrong", message: "`a<b>` is <2>", hint: "use `>`" }),
  );
  assert.ok(html.includes("<strong>✗ 01.2</strong> · <code>a&lt;b&gt;</code> is &lt;2&gt;"));
  assert.ok(html.includes("<em>Hint:</em> use <code>&gt;</code>"));
  assert.equal(plain, "✗ 01.2 · `a<b>` is <2>\nHint: use `>`");
});
