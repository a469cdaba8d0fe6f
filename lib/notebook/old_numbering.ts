/**
 * "lib/course", the old name of lib/notebook, for notebooks from before the chapters were renumbered.
 *
 * Everything works as before but the exercises and quizzes of chapters whose number changed: an old copy must not be
 * checked against exercises that have its numbers now. 02 to 06 became 03 to 07; 00, 01, 08 and 09 are as they were.
 * Today's 02 is a new chapter, which no old copy has.
 */
import { check as checkExercise } from "./exercises/check.ts";
import { quiz as showQuiz } from "./quiz.ts";

export * from "./mod.ts";

const MOVED: Readonly<Record<string, string>> = {
  "02": "03-attention-from-scratch.ipynb",
  "03": "04-book-gpt.ipynb",
  "04": "05-korean-corpus.ipynb",
  "05": "06-lotto-gpt.ipynb",
  "06": "07-lotto-improvements.ipynb",
};

/** @throws {RangeError} that says where the exercise is now, if its chapter was renumbered */
export const check: typeof checkExercise = (id, answer) => {
  const [chapter, exercise] = String(id).split(".");
  refuseMoved(chapter, `exercise ${id}`, exercise);
  return checkExercise(id, answer);
};

/** @throws {RangeError} that says where the quiz is now, if its chapter was renumbered */
export const quiz: typeof showQuiz = (questionsOrNumber) => {
  if (typeof questionsOrNumber === "string") refuseMoved(questionsOrNumber, `quiz ${questionsOrNumber}`);
  return showQuiz(questionsOrNumber);
};

function refuseMoved(chapter: string, what: string, exercise?: string): void {
  const file = Object.hasOwn(MOVED, chapter) ? MOVED[chapter] : undefined;
  if (!file) return;
  const now = exercise ? `exercise ${file.slice(0, 2)}.${exercise}` : `quiz ${file.slice(0, 2)}`;
  throw new RangeError(
    `${what} of this notebook was not checked: the notebook is a copy from before the chapters were renumbered, and ` +
      `this is ${now} now. Open notebooks/${file} and copy your code into its cell there. Checkpoints are found as before.`,
  );
}
