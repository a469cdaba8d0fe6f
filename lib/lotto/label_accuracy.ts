/**
 * Labels for given tickets (teacher forcing): can the model count and calculate?
 *
 * On its own tickets the right answer is mostly "nothing won". Here the tickets are given, balanced over how much they
 * match, and only what the model writes after them is graded. The caller passes a function from tickets to the labels'
 * text, so models with other tokens or a scratchpad are measured in the same way.
 */
import { type Grade, gradeAnswer, type GradeOptions } from "./grade_answer.ts";
import { isFailure, type LottoResult } from "./machine.ts";
import { printAnswer, printPrompt, splitAtLabels } from "./print_text.ts";
import type { Purchase } from "./rules.ts";
import type { Sample } from "./sample.ts";
import type { TextFormat } from "./text_format.ts";

/** The predictor's input; it does not hold the right answer. */
interface LabelTask {
  readonly purchase: Purchase;
  readonly tickets: LottoResult["tickets"];
  /** Prompt and answer up to the line break before `3개일치`, in the requested format. */
  readonly text: string;
}

/** For each task the text from `3개일치` on, in any of the text formats; text after the rate is ignored. */
export type PredictLabels = (tasks: readonly LabelTask[]) => Promise<readonly string[]>;

/**
 * Grades predicted labels on given tickets.
 *
 * @param samples valid ones; `lottoDataset({ seed, split: "test", drawTickets: balancedTickets() })` makes them
 * @param predict calls the model
 * @param o.format how `task.text` is spelled
 * @returns a grade for each sample; `summarise` adds them up
 * @throws {RangeError} on an invalid purchase, or when there are more or fewer predictions than tasks
 * @example
 * ```ts
 * import { balancedTickets, gradeLabels, lottoDataset, summarise } from "lib/lotto";
 * import assert from "node:assert/strict";
 * const samples = [...lottoDataset({ seed: 1, split: "test", drawTickets: balancedTickets() }).take(50)];
 * const zeros = "3개일치=0\n4개일치=0\n5개일치=0\n5개보너스일치=0\n6개일치=0\n수익률=0.0%";
 * const grades = await gradeLabels(samples, (tasks) => Promise.resolve(tasks.map(() => zeros)), { format: "plain" });
 * assert.ok(summarise(grades).n_ok < 15); // the zeros that win four of five natural samples fail here
 * ```
 */
export async function gradeLabels(
  samples: readonly Sample[],
  predict: PredictLabels,
  o: { readonly format: TextFormat } & GradeOptions,
): Promise<Grade[]> {
  const tasks = samples.map(({ purchase, answer }): LabelTask => {
    if (isFailure(answer)) {
      throw new RangeError(`gradeLabels: an invalid purchase (${answer.error}) has no tickets to label`);
    }
    const [beforeLabels] = splitAtLabels(printAnswer(answer, o.format));
    return { purchase, tickets: answer.tickets, text: printPrompt(purchase, o.format) + beforeLabels };
  });
  const labels = await predict(tasks);
  if (labels.length !== tasks.length) {
    throw new RangeError(`gradeLabels: ${tasks.length} tasks need as many predictions, got ${labels.length}`);
  }
  return tasks.map(({ purchase, text }, i) => gradeAnswer(purchase, text + labels[i], o));
}
