import assert from "node:assert/strict";
import { causalMask } from "lib/nn";
import { forEachBackend } from "../backends.ts";

forEachBackend("causalMask() hides what is later than the query", () => {
  assert.deepEqual(causalMask(3).arraySync().map((row) => row.map((v) => v === 0)), [
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});

forEachBackend("causalMask() from a later query on is the lower part of the whole mask", () => {
  const whole = causalMask(5).arraySync();
  assert.deepEqual(causalMask(5, { from: 3 }).arraySync(), whole.slice(3));
});
