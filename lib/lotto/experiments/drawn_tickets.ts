/**
 * The tickets that a scratchpad model draws: are they valid, and how different are they?
 *
 * A reward for valid tickets can be earned with the same ticket again and again. A fair machine draws other numbers for
 * each purchase, so the number of different first numbers shows whether the model still does.
 */
import type { Compile } from "../../engine/ops/mod.ts";
import type { Model } from "../../gpt/mod.ts";
import { isAscending, isTicket, lottoDataset, readAnswer } from "../mod.ts";
import { scratchpadSampler, TICKET_NUMBER_TOKENS } from "../scratchpad/mod.ts";
import { answerOf } from "./reward_training.ts";

export interface DrawnTickets {
  /** Programs, one for each prompt. */
  readonly programs: number;
  /** Programs whose tickets are all valid and in ascending order. */
  readonly valid: number;
  /** Different first numbers of the programs' first tickets. */
  readonly differentFirst: number;
}

/** Lets the model draw tickets for test prompts; only ticket numbers are sampled, as in the test of whole programs. */
export async function drawnTickets(
  model: Model,
  o: {
    readonly prompts: number;
    readonly maxTickets: number;
    readonly seed: number;
    readonly compile?: Compile;
  },
): Promise<DrawnTickets> {
  const { prompts, maxTickets, seed, compile } = o;
  const samples = [
    ...lottoDataset({ seed, split: "test", tickets: { min: 1, max: maxTickets } }).take(prompts),
  ];
  const sampler = scratchpadSampler(model.config, { maxTickets, sampleOnly: TICKET_NUMBER_TOKENS, compile });
  const rows = await sampler(model.params, samples, { seed, ownTickets: () => true });
  const drawn = rows.map((row) => readAnswer(answerOf(row)));
  const tickets = drawn.map((read) => "errorClass" in read ? [] : read.tickets);
  return {
    programs: prompts,
    valid:
      tickets.filter((all) => all.length > 0 && all.every((one) => isTicket(one) && isAscending(one))).length,
    differentFirst: new Set(tickets.flatMap((all) => all.slice(0, 1)).map(([first]) => first)).size,
  };
}
