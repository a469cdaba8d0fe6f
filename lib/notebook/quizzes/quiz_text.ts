/**
 * The questions of a quiz from a text, in which they are easier to read and to write than as objects.
 *
 * Questions are separated by an empty line. An answer begins with "- ", the right one with "+ ". The lines below it, with
 * two spaces before them, say why it is right or wrong.
 */
import type { QuizQuestion } from "../quiz.ts";

/**
 * Reads questions; `quiz()` checks them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const text = "What does a GPT predict?\n- the next word\n  a word may be\n  several tokens\n+ the next token\n  one at a time";
 * assert.deepEqual(questionsOf(text), [{
 *   question: "What does a GPT predict?",
 *   answers: [
 *     { text: "the next word", why: "a word may be several tokens" },
 *     { text: "the next token", right: true, why: "one at a time" },
 *   ],
 * }]);
 * ```
 */
export function questionsOf(text: string): QuizQuestion[] {
  return text.trim().split(/\n{2,}/).map((block) => {
    const [question, ...answers] = block.split(/\n(?=[-+] )/);
    return {
      question: question.replaceAll("\n", " "),
      answers: answers.map((answer) => {
        const [text, ...why] = answer.slice(2).split("\n  ");
        return { text, ...(answer.startsWith("+") && { right: true as const }), why: why.join(" ") };
      }),
    };
  });
}
