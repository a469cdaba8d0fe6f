import assert from "node:assert/strict";
import { lookUp } from "../../../lib/gpt/speculative/prompt_lookup.ts";

Deno.test("lookUp() prefers more equal tokens to a later place", () => {
  const text = [1, 2, 3, 7, 9, 2, 3, 8, 1, 2, 3];
  assert.deepEqual(lookUp(text, { ngram: 3, count: 2 }), [7, 9]);
  assert.deepEqual(lookUp(text, { ngram: 2, count: 2 }), [8, 1]);
});

Deno.test("lookUp() may overlap the text's end, as in a text that repeats one token", () => {
  assert.deepEqual(lookUp([5, 5, 5, 5], { ngram: 3, count: 4 }), [5]);
  assert.deepEqual(lookUp([1, 2, 1, 2, 1, 2], { ngram: 2, count: 4 }), [1, 2]);
});

Deno.test("lookUp() finds nothing in a text that does not repeat, and looks for single tokens only if told to", () => {
  assert.deepEqual(lookUp([1, 2, 3], { ngram: 3, count: 2 }), []);
  assert.deepEqual(lookUp([1, 2, 1], { ngram: 3, count: 2 }), []);
  assert.deepEqual(lookUp([1, 2, 1], { ngram: 1, count: 2 }), [2, 1]);
});
