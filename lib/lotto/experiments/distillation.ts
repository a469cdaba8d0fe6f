/**
 * Distillation on the lottery: the final model of notebook 07 teaches a student of a third of its size (notebook 13).
 *
 * All students have the same shape, the same first weights for the same seed, and the same number of steps. They differ
 * only in what they learn from.
 */
import type { Batches } from "../../corpora/mod.ts";
import type { Compile } from "../../engine/ops/mod.ts";
import { gpt, type Model } from "../../gpt/mod.ts";
import { distillationLoss } from "../../training/mod.ts";
import { draws, lottoDataset, type Sample } from "../mod.ts";
import {
  mixedTickets,
  type ScratchpadRecipe,
  type ScratchpadRollout,
  scratchpadSampler,
  trainScratchpad,
} from "../scratchpad/mod.ts";
import { REWARD_TICKETS, WEAK_START } from "./reward_experiments.ts";
import { rolloutBatch } from "./reward_training.ts";

/** The student: the shape and the purchases of the weak start, and labels alone, as data has them. */
export const STUDENT = {
  ...WEAK_START,
  steps: 500,
  compareSteps: 0,
  exactNumbers: false,
  penalty: 0,
} as const satisfies Partial<ScratchpadRecipe>;

/** Programs that the teacher writes once, rows of a batch, and rows that it writes at a time. */
const PROGRAMS = 3072, ROWS = 21, AT_ONCE = 256;

/** What a student learns from, by name. */
export const LESSONS = {
  "data": "programs of the machine, the next token as the label",
  "exact data": "the same programs; where the next number is random, its exact distribution",
  "soft": "the same programs, the teacher's probabilities in place of labels",
  "programs": `${PROGRAMS} programs that the teacher wrote, the next token as the label`,
} as const;

export type Lesson = keyof typeof LESSONS;

/**
 * Trains a student from random weights. The caller disposes its tensors.
 *
 * @param o.steps default STUDENT's
 * @returns `tokens`: tokens trained on, padding included
 */
export async function trainStudent(
  teacher: Model,
  o: { readonly lesson: Lesson; readonly seed: number; readonly steps?: number; readonly compile?: Compile },
): Promise<{ readonly model: Model; readonly tokens: number }> {
  const { lesson, seed, steps = STUDENT.steps, compile } = o;
  const recipe = { ...STUDENT, steps, exactNumbers: lesson === "exact data" };
  const { model, result } = await trainScratchpad(recipe, {
    ...{ seed, compile },
    lesson: {
      ...(lesson === "soft" && {
        loss: (logits, { x, y, positions }) =>
          distillationLoss(logits, {
            teacher: gpt(teacher.params, teacher.config, x, { positions }),
            targets: y,
          }),
      }),
      ...(lesson === "programs" && { batches: batchesOf(await teacherPrograms(teacher, o), seed) }),
    },
  });
  return { model, tokens: result.progress.tokens };
}

/**
 * Programs of the teacher, sampled at temperature 1. In one half the tickets are given, as `mixedTickets` draws them, so
 * that there is something to count; in the other half the teacher draws them, so that a student learns that, too.
 */
async function teacherPrograms(
  teacher: Model,
  { seed, compile }: { readonly seed: number; readonly compile?: Compile },
): Promise<ScratchpadRollout[]> {
  const tickets = { min: 1, max: REWARD_TICKETS };
  const dataset = lottoDataset({ seed, drawTickets: mixedTickets, tickets });
  const sampler = scratchpadSampler(teacher.config, { maxTickets: REWARD_TICKETS, compile });
  const written: ScratchpadRollout[] = [];
  while (written.length < PROGRAMS) {
    const asked: Sample[] = Array.from({ length: AT_ONCE }, (_, i) => dataset.at(written.length + i));
    const rows = await sampler(teacher.params, asked, {
      seed: draws(seed, written.length).below(2 ** 31),
      ownTickets: (row) => row % 2 === 0,
    });
    written.push(...rows);
  }
  return written;
}

/** Endless batches of rows drawn from the programs; the same step gives the same batch. */
function batchesOf(programs: readonly ScratchpadRollout[], seed: number): Batches {
  return {
    batchSize: ROWS,
    blockSize: programs[0].tokens.length - 1,
    stepsPerEpoch: Math.floor(programs.length / ROWS),
    at(step) {
      const random = draws(seed, step);
      return rolloutBatch(Array.from({ length: ROWS }, () => programs[random.below(programs.length)]), []);
    },
  };
}
