/** Quizzes in Korean: each question, answer and reason of a notebook whose messages are translated. */
import assert from "node:assert/strict";
import { translate } from "../../lib/language.ts";
import { quiz } from "../../lib/notebook/quiz.ts";
import { NOTEBOOK_QUIZZES } from "../../lib/notebook/quizzes/registry.ts";
import { assertKorean, inKorean, missingKorean } from "../korean.ts";
import { skipIf } from "../skip.ts";

/** Answers that are only code or a number need no translation. */
const hasWords = (text: string) => /[A-Za-z]{2,}/.test(text.replaceAll(/`[^`]*`/g, ""));

for (const [number, questions = []] of Object.entries(NOTEBOOK_QUIZZES)) {
  Deno.test({
    ...skipIf(`quiz ${number} is Korean: questions, answers and reasons`, missingKorean(number)),
    fn: () =>
      inKorean(() => {
        const texts = questions.flatMap(({ question, answers }) => [
          question,
          ...answers.flatMap(({ text, why }) => [text, why]),
        ]);
        for (const text of texts.filter(hasWords)) {
          const korean = translate(text);
          // Names stay: "RMSNorm", "ticket_count_mismatch", "dy".
          const isName = /^(\p{Lu}\S*|\S*_\S*|\S{1,2})$/u.test(korean);
          if (!isName) assertKorean(korean, `"${text}"`);
        }
      }),
  });
}

Deno.test("the frame of a quiz is Korean", () =>
  inKorean(() => {
    const shown = Reflect.get(
      quiz([{
        question: "Q?",
        answers: [{ text: "1", right: true, why: "1" }, { text: "2", why: "2" }],
      }]),
      Symbol.for("Jupyter.display"),
    )();
    assert.match(shown["text/html"], /<strong>✓ 맞습니다\.<\/strong> 1.*<strong>✗ 아닙니다\.<\/strong> 2/s);
    assert.match(shown["text/plain"], /^퀴즈: 1문제\n[^]*\n정답과 설명\n/);
  }));
