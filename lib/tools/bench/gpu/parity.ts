/** Compares the numbers of two devices: one that is measured and one that is taken as right. */
import type { DeviceKind } from "../../../engine/device/device.ts";
import type { ParityNumbers } from "./checks.ts";

export interface Parity {
  /** largest difference, relative to the largest expected number */
  readonly logits: number;
  readonly gradients: number;
  /** largest difference of a loss over 20 training steps, nats */
  readonly losses: number;
  /** share of the sampled tokens before the first that differs, 0 to 1 */
  readonly sameTokens: number;
  readonly isRight: boolean;
}

/** Most that rounding explains. CUDA computes float32 products with TF32's 10 bits of mantissa. */
const LIMITS = {
  cuda: { logits: 1e-2, gradients: 3e-2, losses: 2e-2 },
  others: { logits: 1e-4, gradients: 1e-3, losses: 1e-3 },
} as const;

/**
 * @throws {RangeError} if the two do not have the same number of numbers
 * @returns numbers that are not finite count as a difference of 1e9, so that a record can hold them
 */
export function compareParity(found: ParityNumbers, expected: ParityNumbers, kind: DeviceKind): Parity {
  const largest = (name: "logits" | "gradients" | "losses") => {
    const [a, b] = [found[name], expected[name]];
    if (a.length !== b.length) {
      throw new RangeError(`comparing ${name}: ${a.length} numbers were found, ${b.length} expected`);
    }
    return Math.max(...b.map((value, i) => Number.isFinite(a[i]) ? Math.abs(a[i] - value) : 1e9));
  };
  const size = (values: readonly number[]) => Math.max(1e-9, ...values.map(Math.abs));
  const logits = largest("logits") / size(expected.logits);
  const gradients = largest("gradients") / size(expected.gradients);
  const losses = largest("losses");
  const differs = expected.tokens.findIndex((token, i) => token !== found.tokens[i]);
  const sameTokens = differs < 0 ? 1 : differs / expected.tokens.length;
  const limit = kind === "cuda" ? LIMITS.cuda : LIMITS.others;
  const isRight = logits <= limit.logits && gradients <= limit.gradients && losses <= limit.losses;
  return { logits, gradients, losses, sameTokens, isRight };
}
