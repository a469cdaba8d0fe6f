import assert from "node:assert/strict";
import { median, spread } from "lib/statistics";

Deno.test("median() takes the middle, or the mean of the two middle values", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.throws(() => median([]), RangeError);
  assert.deepEqual(spread([3, 1, 2]), [1, 3]);
});
