/** A purchase and what was printed for it: what a text holds, a dataset stores and a grader reads. */
import type { LottoAnswer } from "./machine.ts";
import type { Purchase } from "./rules.ts";

export interface Sample {
  readonly purchase: Purchase;
  readonly answer: LottoAnswer;
}
