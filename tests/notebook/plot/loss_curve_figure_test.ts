import assert from "node:assert/strict";
import { lossCurveFigure, type LossPoint } from "../../../lib/notebook/plot/loss_curve_figure.ts";

const points: LossPoint[] = [];
for (let step = 1; step <= 2_000; step++) {
  points.push({ step, train: 1.2 + 3 / Math.sqrt(step), ...(step % 100 === 0 ? { heldOut: 2 } : {}) });
}

Deno.test("lossCurveFigure() draws bare and smoothed train loss, held-out loss and baselines", () => {
  const { data } = lossCurveFigure(points, {
    tokensPerStep: 768,
    baselines: [{ name: "uniform guess, ln 65", value: Math.log(65) }],
  });
  assert.deepEqual(data.slice(0, 4).map((trace) => trace.name), [
    "train, each step",
    "train, smoothed",
    "held out",
    "uniform guess, ln 65",
  ]);
  assert.deepEqual(data[3].y, [Math.log(65), Math.log(65)]);
  assert.equal((data[2].x as number[]).length, 20);
});

Deno.test("lossCurveFigure() puts the token axis at the places of the steps", () => {
  const { layout } = lossCurveFigure(points, { tokensPerStep: 768 });
  const { tickvals, ticktext } = layout.xaxis2 as { tickvals: number[]; ticktext: string[] };
  const at = ticktext.indexOf("1M tokens");
  assert.notEqual(at, -1, ticktext.join());
  assert.ok(Math.abs(tickvals[at] * 768 - 1e6) < 1e-6);
  assert.equal(lossCurveFigure(points).layout.xaxis2, undefined);
});

Deno.test("lossCurveFigure() stays small however long the run", () => {
  const long = Array.from({ length: 200_000 }, (_, i) => ({ step: i + 1, train: 5 / (i + 1), heldOut: 1 }));
  assert.ok(JSON.stringify(lossCurveFigure(long)).length < 60_000);
});

Deno.test("lossCurveFigure() smooths before it thins out, and draws nothing for a loss that is not finite", () => {
  const { data } = lossCurveFigure([{ step: 1, train: 4 }, { step: 2, train: NaN }, { step: 3, train: 2 }]);
  assert.deepEqual(data[0].x, [1, 3]);
  assert.deepEqual(data[0].y, [4, 2]);
  assert.deepEqual(data[1].y, [4, 2.9474], "(0.09 · 4 + 0.1 · 2) / 0.19");
});

Deno.test("a baseline's name stands below its line as long as no curve goes below it", () => {
  const place = (train: number, heldOut?: number) => {
    const { data } = lossCurveFigure([{ step: 1, train: 4 }, { step: 2, train, heldOut }], {
      baselines: [{ name: "floor", value: 1 }],
    });
    return data.find(({ name }) => name === "floor")!.textposition;
  };
  assert.equal(place(3), "bottom left");
  assert.equal(place(-9), "top left");
  assert.equal(place(-9, 2), "bottom left", "a batch may be easy by chance");
  assert.equal(place(3, 0.5), "top left");
});
