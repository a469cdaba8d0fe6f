/**
 * The exam: every question that the frames can ask about the facts, each with its only right answer.
 *
 * The fact and the wording can each be new to the model. So there are four papers: both trained on, known facts in unseen
 * wordings, unseen facts in known wordings, and both unseen.
 */

import { Chance } from "../story_world/random.ts";
import { answerTo, type Part } from "./documents.ts";
import { type Fact, facts } from "./facts.ts";
import { factKinds, fillFrame, type Frame, framesFor, practice } from "./frame.ts";

export interface TextbookQuestion {
  readonly question: string;
  readonly answer: string;
  readonly fact: Fact;
  readonly frame: Frame;
}

/** The wordings drawn for a fact are always the same. */
const drawSeed = 11;

/**
 * Every question of a paper, fact by fact; or about `size` of them, each fact in different wordings, and each kind as
 * often as `practice` says.
 *
 * Where a fact depends on two words, facts with the same first word get the same wordings. Then the questions about the
 * day after Monday and the day before it differ only in the direction; the same holds for sums and differences.
 */
export function* questions(
  paper: { readonly facts: Part; readonly frames: Part; readonly size?: number },
): Generator<TextbookQuestion> {
  const { size = Infinity } = paper;
  const lessons = factKinds.reduce((sum, kind) => sum + practice[kind], 0);
  const chance = new Chance(drawSeed);
  const asked = facts.filter((fact) => fact.heldOut === (paper.facts === "heldOut"));
  for (const [kind, ofKind] of Map.groupBy(asked, (fact) => fact.kind)) {
    const frames = framesFor(kind, "question", { heldOut: paper.frames === "heldOut" });
    const each = Math.min(frames.length, Math.ceil(size * practice[kind] / lessons / ofKind.length));
    const drawn = new Map<string, readonly Frame[]>();
    for (const fact of ofKind) {
      const { day, a, thing } = fact.slots;
      const subject = day ?? a ?? thing ?? fact.id;
      const wordings = drawn.get(subject) ??
        (each === frames.length ? frames : Array.from({ length: each }, () => chance.deal(kind, frames)));
      drawn.set(subject, wordings);
      for (const frame of wordings) {
        yield { question: fillFrame(frame.template, fact.slots), answer: answerTo(fact), fact, frame };
      }
    }
  }
}
