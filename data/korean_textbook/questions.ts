/**
 * The exam: every question that the frames can ask about the facts, each with the one answer that counts as right.
 *
 * Two things can be new to whoever answers: the fact and the wording. So there are four papers: what was trained
 * on, known facts in unseen wordings, unseen facts in known wordings, and both unseen.
 */

import { answerTo, type Part } from "./documents.ts";
import { type Fact, facts } from "./facts.ts";
import { fillFrame, type Frame, framesFor } from "./frame.ts";

export interface TextbookQuestion {
  readonly question: string;
  readonly answer: string;
  readonly fact: Fact;
  readonly frame: Frame;
}

/** Every question of a paper, fact by fact. */
export function* questions(
  paper: { readonly facts: Part; readonly frames: Part },
): Generator<TextbookQuestion> {
  for (const fact of facts) {
    if (fact.heldOut !== (paper.facts === "heldOut")) continue;
    for (const frame of framesFor(fact.kind, "question", { heldOut: paper.frames === "heldOut" })) {
      yield { question: fillFrame(frame.template, fact.slots), answer: answerTo(fact), fact, frame };
    }
  }
}
