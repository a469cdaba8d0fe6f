/**
 * Reverse-mode automatic differentiation of single numbers: what `tf.grad` does for tensors, small enough to read.
 *
 * Computing forward, each `Value` remembers the values it was made from and its slope for each of them. `backward` walks
 * the other way once, from the result to the inputs, and multiplies the slopes: the chain rule. Only notebook 02 uses it;
 * training uses tfjs's gradients (gradients.ts).
 */

/** A number that remembers how it was computed. */
export class Value {
  /** How much the result changes with this number; `backward` fills it in. */
  gradient = 0;

  /**
   * @param data the number
   * @param op what made it, for drawings: "w", "×", "ln"
   * @param inputs the values it was made from
   * @param slopes for each input, how much this number changes with it
   */
  constructor(
    readonly data: number,
    readonly op: string,
    readonly inputs: readonly Value[] = [],
    readonly slopes: readonly number[] = [],
  ) {}

  plus(other: Value): Value {
    return new Value(this.data + other.data, "+", [this, other], [1, 1]);
  }

  times(other: Value): Value {
    return new Value(this.data * other.data, "×", [this, other], [other.data, this.data]);
  }

  dividedBy(other: Value): Value {
    const slopes = [1 / other.data, -this.data / other.data ** 2];
    return new Value(this.data / other.data, "÷", [this, other], slopes);
  }

  negative(): Value {
    return new Value(-this.data, "−", [this], [-1]);
  }

  exp(): Value {
    return new Value(Math.exp(this.data), "exp", [this], [Math.exp(this.data)]);
  }

  ln(): Value {
    return new Value(Math.log(this.data), "ln", [this], [1 / this.data]);
  }
}

/** All values behind a result, each after its inputs; the result comes last. */
export function inOrder(result: Value): Value[] {
  const order = new Set<Value>();
  const visit = (value: Value) => {
    if (order.has(value)) return;
    value.inputs.forEach(visit);
    order.add(value);
  };
  visit(result);
  return [...order];
}

/**
 * Fills in the gradient of every value behind `result`: how much the result changes with it.
 *
 * A value that is used twice gets the sum of both ways. Gradients of an earlier call are deleted first.
 *
 * @example
 * ```ts
 * import { backward, Value } from "lib/training";
 * import assert from "node:assert/strict";
 * const x = new Value(3, "x");
 * backward(x.times(x)); // x² has the slope 2x
 * assert.equal(x.gradient, 6);
 * ```
 */
export function backward(result: Value): void {
  const order = inOrder(result);
  for (const value of order) value.gradient = 0;
  result.gradient = 1;
  for (const value of order.reverse()) {
    value.inputs.forEach((input, i) => input.gradient += value.gradient * value.slopes[i]);
  }
}
