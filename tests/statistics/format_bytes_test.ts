import assert from "node:assert/strict";
import { formatBytes } from "../../lib/statistics/format_bytes.ts";

Deno.test("formatBytes() picks the unit", () => {
  assert.deepEqual([0, 1023, 1024, 25276510208, 2 ** 41].map(formatBytes), [
    "0 B",
    "1023 B",
    "1.0 KiB",
    "23.5 GiB",
    "2.0 TiB",
  ]);
});
