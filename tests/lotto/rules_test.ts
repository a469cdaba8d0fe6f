import assert from "node:assert/strict";
import { isAscending, isTicket } from "../../lib/lotto/rules.ts";

Deno.test("ascending numbers are each larger than the one before", () => {
  assert.ok(isAscending([1, 2, 45]));
  assert.ok(!isAscending([1, 3, 2]));
  assert.ok(!isAscending([1, 2, 2]), "equal numbers do not ascend");
});

Deno.test("a ticket is six different whole numbers from 1 to 45, in any order", () => {
  assert.ok(isTicket([45, 2, 3, 4, 5, 1]));
  for (
    const numbers of [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 5], [0, 2, 3, 4, 5, 6], [
      1,
      2,
      3,
      4,
      5,
      46,
    ], [1.5, 2, 3, 4, 5, 6]]
  ) assert.ok(!isTicket(numbers), `${numbers}`);
});
