import assert from "node:assert/strict";
import { formatBytes, formatSeconds } from "lib/statistics";

Deno.test("formatBytes() picks the unit", () => {
  assert.deepEqual([0, 1023, 1024, 25276510208, 2 ** 41].map(formatBytes), [
    "0 B",
    "1023 B",
    "1.0 KiB",
    "23.5 GiB",
    "2.0 TiB",
  ]);
});

Deno.test("formatSeconds() picks the unit", () => {
  assert.deepEqual([8.4, 200, 7500].map(formatSeconds), ["8 s", "3 min 20 s", "2 h 5 min"]);
});
