/** A sample: a purchase and the machine's answer to it. */
import type { LottoAnswer } from "./machine.ts";
import type { Purchase } from "./rules.ts";

export interface Sample {
  readonly purchase: Purchase;
  readonly answer: LottoAnswer;
}
