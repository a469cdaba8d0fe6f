import assert from "node:assert/strict";
import { thinOut } from "../../../lib/notebook/plot/thin_out.ts";

const points = Array.from({ length: 10_000 }, (_, x) => ({ x, y: Math.sin(x / 50) }));

Deno.test("thinOut() returns short curves as they are", () => {
  const few = points.slice(0, 20);
  assert.equal(thinOut(few, 20), few);
});

Deno.test("thinOut() keeps the limit, the order, both ends and every spike", () => {
  const spiky = points.map((p) => p.x === 7_531 ? { ...p, y: 9 } : p.x === 2_468 ? { ...p, y: -9 } : p);
  for (const limit of [4, 5, 100, 501]) {
    const kept = thinOut(spiky, limit);
    assert.ok(kept.length <= limit, `${kept.length} of at most ${limit}`);
    assert.deepEqual(kept[0], spiky[0]);
    assert.deepEqual(kept.at(-1), spiky.at(-1));
    assert.ok(kept.every((p, i) => i === 0 || p.x > kept[i - 1].x), "ordered by x");
    assert.ok(kept.some((p) => p.y === 9) && kept.some((p) => p.y === -9), "spikes stay");
  }
});

Deno.test("thinOut() refuses limits that cannot hold two ends and one extreme pair", () => {
  assert.throws(() => thinOut(points, 3), { name: "RangeError", message: /at least 4 points, got 3/ });
});
