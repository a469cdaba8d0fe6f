import assert from "node:assert/strict";
import { TokensPerCall } from "../../lib/gpt/tokens_per_call.ts";

/** The counts of several calls where a token takes `ms`. */
function counts(rows: number, ms: number, calls = 6): number[] {
  const perCall = new TokensPerCall({ rows });
  return Array.from({ length: calls }, () => {
    const { count } = perCall;
    perCall.took(count * ms);
    return count;
  });
}

Deno.test("the tokens of a call grow to the maximum where tokens are fast", () => {
  assert.deepEqual(counts(1, 0.5), [8, 16, 32, 64, 64, 64]);
});

Deno.test("with few rows, new tokens come several times a second", () => {
  assert.deepEqual(counts(1, 10), [8, 16, 16, 16, 16, 16]);
  assert.deepEqual(counts(1, 100), [8, 8, 8, 8, 8, 8], "never fewer than at first");
});

Deno.test("with many rows, a call has many tokens and takes at most about two seconds", () => {
  assert.deepEqual(counts(64, 20), [8, 16, 32, 64, 64, 64]);
  assert.deepEqual(counts(64, 50), [8, 16, 32, 32, 32, 32]);
});
