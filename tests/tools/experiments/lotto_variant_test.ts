import assert from "node:assert/strict";
import type { ExperimentRow } from "../../../lib/lotto/experiments/experiment_row.ts";
import { medianRow } from "../../../lib/tools/experiments/export_lotto_model.ts";
import { experimentOf, testVariant } from "../../../lib/tools/experiments/lotto_variant.ts";

const row = (seed: number, share: number) =>
  ({ name: "final", what: "everything", seed, scores: { natural: { share } } }) as unknown as ExperimentRow;

Deno.test("without flags a row keeps its name and its test", () => {
  const variant = testVariant({ temperatureAll: false });
  assert.deepEqual([variant.measure, variant.sampling], [{}, undefined]);
  assert.equal(variant.rename(row(1, 1)).name, "final");
});

Deno.test("a variant has its own row: its name, and what was tested", () => {
  const both = testVariant({ tickets: "3-9", temperatureAll: true });
  const given = { greedy: 0, rigged: 0, balanced: 0 };
  assert.deepEqual(both.measure, { tickets: { min: 3, max: 9 }, ...given });
  assert.deepEqual(testVariant({ tickets: "3-9", temperatureAll: false }).measure, {
    tickets: { min: 3, max: 9 },
  });
  assert.deepEqual(testVariant({ temperatureAll: true }).measure, given);
  assert.deepEqual(both.sampling, { temperature: 1, sampleOnly: undefined });
  const { name, what } = both.rename(row(1, 1));
  assert.equal(name, "final-tickets-3-9-temperature-all");
  assert.equal(
    what,
    "everything; tested on purchases of 3 to 9 tickets, every token sampled at temperature 1",
  );
  for (const other of ["final", name, "final-tickets-21-30", "final-temperature-all"]) {
    assert.equal(experimentOf(other), "final");
  }
  assert.equal(experimentOf("without-divisor"), "without-divisor");
});

Deno.test("beyond 20 tickets only natural prompts are tested", () => {
  const { measure } = testVariant({ tickets: "21-30", temperatureAll: false });
  assert.deepEqual(measure, {
    tickets: { min: 21, max: 30 },
    ...{ greedy: 0, frequent: 0, rigged: 0, balanced: 0, invalid: 0 },
  });
});

Deno.test("a range that is none is refused", () => {
  for (const tickets of ["", "5", "9-3", "0-4", "1-100", "a-b", "1-2-3"]) {
    assert.throws(
      () => testVariant({ tickets, temperatureAll: false }),
      /RangeError: .*--tickets takes a range/,
      tickets,
    );
  }
});

Deno.test("the exported model is the one with the median natural score", () => {
  assert.equal(medianRow([row(1, 0.9998), row(2, 0.999), row(3, 0.9994)]).seed, 3);
  assert.equal(medianRow([row(1, 0.99), row(2, 0.98)]).seed, 2);
  assert.equal(medianRow([row(4, 0.5), row(3, 0.5), row(5, 0.5)]).seed, 4);
  assert.throws(() => medianRow([]), /expected recorded rows of "final", found none/);
});
