import assert from "node:assert/strict";
import { BENCH_SHAPES, trainingFlops } from "../../../lib/tools/bench/shapes.ts";
import { stepProducts } from "../../../lib/tools/bench/profile.ts";

Deno.test("stepProducts() has all products of a step: with the backward pass three times as many operations, as trainingFlops() counts", () => {
  for (const shape of BENCH_SHAPES) {
    const forward = stepProducts(shape).reduce(
      (sum, { count, rows, inner, columns, times }) => sum + 2 * count * rows * inner * columns * times,
      0,
    );
    assert.equal(3 * forward, trainingFlops(shape));
  }
});
