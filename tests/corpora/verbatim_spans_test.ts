import assert from "node:assert/strict";
import { longestVerbatimMatch, verbatimSpans } from "lib/corpora";

Deno.test("verbatimSpans() joined are the text again", () => {
  const corpus = Array.from({ length: 300 }, (_, i) => (i * i + 7 * i) % 23);
  const text = [1, ...corpus.slice(40, 52), 99, 98, ...corpus.slice(100, 103), 97, ...corpus.slice(292, 300)];
  const spans = verbatimSpans(text, corpus, { atLeast: 5 });
  assert.deepEqual(spans.flatMap((span) => span.ids), text);
  for (const { ids, length, corpusAt } of spans) {
    if (length === 0) assert.equal(corpusAt, null);
    else assert.deepEqual(ids, corpus.slice(corpusAt!, corpusAt! + length), "a stretch stands where it says");
  }
  assert.equal(Math.max(...spans.map((span) => span.length)), longestVerbatimMatch(text, corpus).length);
});

Deno.test("verbatimSpans() counts short sequences as not copied, and joins them", () => {
  assert.deepEqual(verbatimSpans([5, 6, 7, 5], [5, 6, 0, 7, 5]), [{
    ids: [5, 6, 7, 5],
    length: 0,
    corpusAt: null,
  }]);
  assert.deepEqual(verbatimSpans([], [1, 2, 3]), []);
  assert.throws(() => verbatimSpans([1], [1], { atLeast: 0 }), RangeError);
});
