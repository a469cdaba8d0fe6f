import assert from "node:assert/strict";
import { passAtK } from "lib/training/rewards";

/** By counting: the share of all choices of k samples that contain a right one. */
function counted(right: number, samples: number, k: number): number {
  let all = 0, some = 0;
  for (let chosen = 0; chosen < 2 ** samples; chosen++) {
    const members = [...chosen.toString(2).padStart(samples, "0")].map(Number);
    if (members.reduce((a, b) => a + b) !== k) continue;
    all++;
    if (members.slice(0, right).includes(1)) some++;
  }
  return some / all;
}

Deno.test("passAtK() is the share of choices of k samples that contain a right one", () => {
  for (const samples of [1, 4, 6]) {
    for (let right = 0; right <= samples; right++) {
      for (let k = 1; k <= samples; k++) {
        assert.ok(Math.abs(passAtK({ right, samples, k }) - counted(right, samples, k)) < 1e-12);
      }
    }
  }
});

Deno.test("passAtK() of one try is the share of right samples; of large numbers it stays finite", () => {
  assert.ok(Math.abs(passAtK({ right: 3, samples: 10, k: 1 }) - 0.3) < 1e-12);
  const many = passAtK({ right: 1, samples: 10_000, k: 100 });
  assert.ok(Math.abs(many - 0.01) < 1e-12);
});

Deno.test("passAtK() refuses impossible counts", () => {
  assert.throws(() => passAtK({ right: 5, samples: 4, k: 1 }), RangeError);
  assert.throws(() => passAtK({ right: 1, samples: 4, k: 5 }), /k 5/);
  assert.throws(() => passAtK({ right: 1, samples: 4, k: 0 }), RangeError);
  assert.throws(() => passAtK({ right: 0.5, samples: 4, k: 1 }), RangeError);
});
