/** The fit against values worked out by hand and by another program's tables, and its interval against random draws. */
import assert from "node:assert/strict";
import { randomBelow } from "lib/corpora";
import { fitPowerLaw, frontier } from "lib/statistics";

const close = (actual: number, expected: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(actual - expected) < tolerance, `${actual}, expected ${expected}`);

Deno.test("fitPowerLaw() finds an exact law again", () => {
  const law = fitPowerLaw([1, 3, 20, 700].map((x) => ({ x, y: 4 * x ** -0.25 })));
  close(law.coefficient, 4);
  close(law.exponent, 0.25);
  close(law.exponentError, 0, 1e-7);
  close(law.predict(1e6).y, 4 * 1e6 ** -0.25);
  close(law.predict(1e6).high, law.predict(1e6).low, 1e-6);
});

Deno.test("fitPowerLaw() gives the textbook's slope, error and interval for four points", () => {
  // In logarithms: u = 0, 1, 2, 3 and v = 0, -1, -1, -2. Slope -0.6, intercept -0.1, squared residuals 0.2.
  const points = [[0, 0], [1, -1], [2, -1], [3, -2]].map(([u, v]) => ({ x: Math.exp(u), y: Math.exp(v) }));
  const law = fitPowerLaw(points);
  close(law.exponent, 0.6);
  close(law.coefficient, Math.exp(-0.1));
  close(law.exponentError, Math.sqrt(0.1 / 5));
  close(law.scatter, Math.sqrt(0.05));
  // At u = 5: half width t(2) · s · sqrt(1 + 1/4 + 3.5² / 5), t(2) = 4.3027.
  const half = 4.3027 * Math.sqrt(0.1) * Math.sqrt(1.25 + 3.5 ** 2 / 5);
  close(law.predict(Math.exp(5)).y, Math.exp(-3.1));
  close(law.predict(Math.exp(5)).high, Math.exp(-3.1 + half));
  close(law.predict(Math.exp(5)).low, Math.exp(-3.1 - half));
});

Deno.test("the interval holds about 95 of 100 further measurements, inside and outside the measured range", () => {
  let draw = 0;
  const uniform = () => (randomBelow(2 ** 32, 7, draw++) + 0.5) / 2 ** 32;
  const noise = () => 0.05 * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  for (const at of [30, 1e5]) {
    let inside = 0;
    const trials = 2000;
    for (let i = 0; i < trials; i++) {
      const measure = (x: number) => ({ x, y: 3 * x ** -0.2 * Math.exp(noise()) });
      const { low, high } = fitPowerLaw([1, 4, 10, 40, 100, 300].map(measure)).predict(at);
      const { y } = measure(at);
      if (y >= low && y <= high) inside++;
    }
    assert.ok(inside / trials > 0.93 && inside / trials < 0.97, `${inside} of ${trials} at ${at}`);
  }
});

Deno.test("fitPowerLaw() refuses points without a logarithm, and too few points", () => {
  const points = [1, 2, 3].map((x) => ({ x, y: 2 }));
  assert.throws(() => fitPowerLaw(points.slice(1)), RangeError);
  assert.throws(() => fitPowerLaw([1, 1, 1].map((x) => ({ x, y: 2 }))), RangeError);
  assert.throws(() => fitPowerLaw([...points, { x: 4, y: 0 }]), { name: "RangeError", message: /y > 0/ });
  assert.throws(() => fitPowerLaw([...points, { x: 0, y: 2 }]), RangeError);
});

Deno.test("frontier() keeps the points that no cheaper one beats", () => {
  const points = [{ x: 3, y: 5 }, { x: 1, y: 9 }, { x: 2, y: 5 }, { x: 4, y: 6 }, { x: 5, y: 1 }, {
    x: 1,
    y: 8,
  }];
  assert.deepEqual(frontier(points), [{ x: 1, y: 8 }, { x: 2, y: 5 }, { x: 5, y: 1 }]);
});
