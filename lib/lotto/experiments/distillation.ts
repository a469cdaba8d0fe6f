/**
 * Distillation on the lottery: the final model of notebook 07 teaches a student of a third of its size (notebook 13).
 *
 * All students have the same shape, the same first weights for the same seed, and the same number of steps. They differ
 * only in what they learn from.
 */
import * as tf from "@tensorflow/tfjs";
import type { Batches } from "../../corpora/mod.ts";
import type { Compile } from "../../engine/ops/mod.ts";
import { gpt, type Model } from "../../gpt/mod.ts";
import { distillationLoss, uploadBatch } from "../../training/mod.ts";
import { balancedTickets, draws, lottoDataset, type Sample } from "../mod.ts";
import {
  mixedTickets,
  scratchpadBatch,
  scratchpadLength,
  scratchpadLoss,
  type ScratchpadRecipe,
  type ScratchpadRollout,
  scratchpadSampler,
  trainScratchpad,
} from "../scratchpad/mod.ts";
import { measureRewarded, WEAK_START } from "./reward_experiments.ts";
import { rolloutBatch } from "./reward_training.ts";

/** Tickets of a purchase: one, so that a student learns to count in a short training. */
const TICKETS = { min: 1, max: 1 };

/** The student: the shape of the weak start, and labels alone, as data has them. */
export const STUDENT = {
  ...WEAK_START,
  groups: [TICKETS.max],
  steps: 200,
  compareSteps: 0,
  exactNumbers: false,
  penalty: 0,
} as const satisfies Partial<ScratchpadRecipe>;

/** Programs that the teacher writes once, rows of a batch, and rows that it writes at a time. */
const PROGRAMS = 1024, ROWS = 32, AT_ONCE = 256;

/** What a student learns from, by name. */
export const LESSONS = {
  "data": "programs of the machine, the next token as the label",
  "soft": "the same programs, the teacher's probabilities in place of labels",
  "programs": `${PROGRAMS} programs that the teacher wrote, the next token as the label`,
} as const;

export type Lesson = keyof typeof LESSONS;

/**
 * Trains a student from random weights. The caller disposes its tensors.
 *
 * @param o.recipe what differs from STUDENT, and `programs` from PROGRAMS, for other budgets
 */
export async function trainStudent(
  teacher: Model,
  o: {
    readonly lesson: Lesson;
    readonly seed: number;
    readonly recipe?: Partial<ScratchpadRecipe>;
    readonly programs?: number;
    readonly compile?: Compile;
  },
): Promise<Model> {
  const { lesson, seed, compile } = o;
  const { model } = await trainScratchpad({ ...STUDENT, ...o.recipe }, {
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
  return model;
}

export interface StudentScores {
  /** Mean cross-entropy to the exact distribution of the next token, on test prompts; nats per token. */
  readonly loss: number;
  /** Balanced test prompts, the likeliest token everywhere. */
  readonly balanced: { readonly right: number; readonly total: number };
}

/** Scores of a model on test prompts of one ticket. */
export async function measureStudent(
  model: Model,
  o: { readonly prompts: number; readonly seed: number; readonly compile?: Compile },
): Promise<StudentScores> {
  const { prompts, ...rest } = o;
  const samples = [
    ...lottoDataset({ seed: o.seed, split: "test", drawTickets: balancedTickets(), tickets: TICKETS }).take(
      prompts,
    ),
  ];
  const rows = scratchpadBatch(samples, { width: scratchpadLength(TICKETS.max) - 1 });
  const batch = uploadBatch(rows, { vocabSize: model.config.vocabSize });
  const mean = tf.tidy(() =>
    scratchpadLoss()(gpt(model.params, model.config, batch.x, { positions: batch.positions }), batch)
  );
  const [loss] = await mean.data();
  tf.dispose([mean, ...Object.values(batch)]);
  const { balanced } = await measureRewarded(model, {
    ...{ natural: 0, frequent: 0, balanced: prompts, maxTickets: TICKETS.max },
    ...rest,
  });
  return { loss, balanced: { right: balanced!.right, total: balanced!.total } };
}

/**
 * Programs of the teacher, sampled at temperature 1. In one half the tickets are given, as `mixedTickets` draws them, so
 * that there is something to count; in the other half the teacher draws them, so that a student learns that, too.
 */
async function teacherPrograms(
  teacher: Model,
  { seed, programs = PROGRAMS, compile }: {
    readonly seed: number;
    readonly programs?: number;
    readonly compile?: Compile;
  },
): Promise<ScratchpadRollout[]> {
  const dataset = lottoDataset({ seed, drawTickets: mixedTickets, tickets: TICKETS });
  const sampler = scratchpadSampler(teacher.config, { maxTickets: TICKETS.max, compile });
  const written: ScratchpadRollout[] = [];
  while (written.length < programs) {
    const count = Math.min(AT_ONCE, programs - written.length);
    const asked: Sample[] = Array.from({ length: count }, (_, i) => dataset.at(written.length + i));
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
