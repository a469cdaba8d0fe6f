import assert from "node:assert/strict";
import { SHAPES, trainingFlops } from "../../../lib/tools/bench/shapes.ts";
import { stepProducts } from "../../../lib/tools/bench/profile.ts";

Deno.test("the profile's products are all of a step's: three times the forward pass's, as the formula counts them", () => {
  for (const shape of SHAPES) {
    const forward = stepProducts(shape).reduce(
      (sum, { count, rows, inner, columns, times }) => sum + 2 * count * rows * inner * columns * times,
      0,
    );
    assert.equal(3 * forward, trainingFlops(shape));
  }
});
