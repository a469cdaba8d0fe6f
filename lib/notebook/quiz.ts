/**
 * A quiz: a click on an answer shows whether it is right, and why.
 *
 * It is HTML without scripts (`<details>`), so it works in an untrusted clone, in exported pages and in previews. Text
 * between backticks is code. The questions are in quizzes/notebook_NN.ts, not in the notebooks: GitHub and VS Code show
 * the source of cells that JupyterLab hides, with the right answers.
 */
import { translate } from "../language.ts";
import { type Displayable, displayable } from "./plot/displayable.ts";
import { NOTEBOOK_QUIZZES } from "./quizzes/registry.ts";
import { inlineCode } from "./exercises/verdict.ts";

interface QuizAnswer {
  readonly text: string;
  /** Exactly one answer of a question is right. */
  readonly right?: true;
  readonly why: string;
}

export interface QuizQuestion {
  readonly question: string;
  readonly answers: readonly QuizAnswer[];
}

/**
 * Shows the quiz of a notebook, or your own questions. Make it the last expression of a cell.
 *
 * @param questionsOrNumber the notebook's number, "04", or the questions
 * @throws {RangeError} when no notebook of that number has a quiz, or when a question has fewer than two answers, not
 *   exactly one right answer, or an answer without a `why`
 *
 * @example
 * ```ts
 * import { quiz } from "lib/notebook";
 * import assert from "node:assert/strict";
 *
 * const show = Reflect.get(quiz("04"), Symbol.for("Jupyter.display"));
 * assert.match(show()["text/plain"], /^Quiz: 5 questions/);
 *
 * quiz([{
 *   question: "What does a GPT predict?",
 *   answers: [
 *     { text: "the next token", right: true, why: "one position at a time, from those before it" },
 *     { text: "the next word", why: "a word may be several tokens" },
 *   ],
 * }]);
 * ```
 */
export function quiz(questionsOrNumber: string | readonly QuizQuestion[]): Displayable {
  const questions = typeof questionsOrNumber === "string" ? findQuiz(questionsOrNumber) : questionsOrNumber;
  questions.forEach(assertComplete);
  const shown = questions.map(inLanguage);
  return displayable({
    "text/html": shown.map(questionHtml).join(""),
    "text/plain": quizText(shown),
  });
}

/** The question with its texts in the language that is shown. */
function inLanguage({ question, answers }: QuizQuestion): QuizQuestion {
  return {
    question: translate(question),
    answers: answers.map(({ text, why, ...answer }) => ({
      text: translate(text),
      why: translate(why),
      ...answer,
    })),
  };
}

function findQuiz(number: string): readonly QuizQuestion[] {
  const questions = Object.hasOwn(NOTEBOOK_QUIZZES, number) && NOTEBOOK_QUIZZES[number];
  if (questions) return questions;
  const known = Object.keys(NOTEBOOK_QUIZZES).sort().join(", ");
  throw new RangeError(`showing quiz "${number}": there is no such quiz, only those of notebooks ${known}`);
}

function assertComplete({ question, answers }: QuizQuestion, i: number): void {
  const fail = (found: string) => {
    throw new RangeError(`quiz question ${i + 1}, "${question}": ${found}`);
  };
  if (answers.length < 2) fail(`${answers.length} answers, expected at least 2`);
  const right = answers.filter((answer) => answer.right).length;
  if (right !== 1) fail(`${right} answers are marked right, expected exactly 1`);
  const silent = answers.find(({ why }) => why.trim() === "");
  if (silent) fail(`the answer "${silent.text}" has no why`);
}

const letter = (i: number) => String.fromCharCode(65 + i);

function questionHtml({ question, answers }: QuizQuestion, i: number): string {
  const items = answers.map(({ text, right, why }, j) =>
    `<details style="margin: 4px 0 4px 16px"><summary style="cursor: pointer">${letter(j)}. ` +
    `${inlineCode(text)}</summary><div style="border-left: 4px solid ${right ? "#009e73" : "#d55e00"}; ` +
    `padding: 2px 10px; margin: 2px 0 6px 14px"><strong>${
      right ? `✓ ${translate("Right.")}` : `✗ ${translate("No.")}`
    }</strong> ` +
    `${inlineCode(why)}</div></details>`
  );
  return `<div style="margin: 10px 0"><strong>${i + 1}.</strong> ${inlineCode(question)}${
    items.join("")
  }</div>`;
}

/** A quiz as text with its answers at the end, for viewers without HTML. */
export function quizText(questions: readonly QuizQuestion[]): string {
  const asked = questions.map(({ question, answers }, i) =>
    [`${i + 1}. ${question}`, ...answers.map(({ text }, j) => `   ${letter(j)}. ${text}`)].join("\n")
  );
  const answered = questions.map(({ answers }, i) =>
    answers.map(({ right, why }, j) => `${i + 1}${letter(j)} ${right ? "✓" : "✗"} ${why}`).join("\n")
  );
  return [translate(`Quiz: ${questions.length} questions`), ...asked, translate("Answers"), ...answered]
    .join("\n\n");
}
