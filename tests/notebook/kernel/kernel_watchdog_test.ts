import assert from "node:assert/strict";
import { PATIENCE_MS, watchPresses } from "../../../lib/notebook/kernel/kernel_watchdog.ts";

Deno.test("watchPresses() ends a kernel that hears nothing at the second press, and no sooner than its patience", () => {
  const pressed = watchPresses(() => 0);
  assert.equal(pressed(100_000), false);
  assert.equal(pressed(100_000 + PATIENCE_MS - 1), false);
  assert.equal(pressed(100_000 + PATIENCE_MS), true);
});

Deno.test("watchPresses() never ends a kernel that heard the first press, however late", () => {
  let heard = 0;
  const pressed = watchPresses(() => heard);
  assert.equal(pressed(100_000), false);
  heard = 130_000; // after a long call
  assert.equal(pressed(140_000), false);
  assert.equal(pressed(141_000), false);
  assert.equal(pressed(142_000), true, "this time nothing was heard");
});
