import { lossCurveFigure } from "../../../lib/notebook/plot/loss_curve_figure.ts";
import assert from "node:assert/strict";
import { type Broadcast, lossCurve } from "../../../lib/notebook/plot/loss_curve.ts";
import type { LossPoint } from "../../../lib/notebook/plot/loss_curve_figure.ts";
import { picture, show } from "./bundle.ts";

const points: LossPoint[] = [];
for (let step = 1; step <= 2_000; step++) {
  points.push({ step, train: 1.2 + 3 / Math.sqrt(step), ...(step % 100 === 0 ? { heldOut: 2 } : {}) });
}

function recorder(): { broadcast: Broadcast; messages: { type: string; name: string; html: string }[] } {
  const messages: { type: string; name: string; html: string }[] = [];
  return {
    messages,
    broadcast: (type, content) => {
      const { data, transient } = content as {
        data: Record<string, string>;
        transient: { display_id: string };
      };
      messages.push({ type, name: transient.display_id, html: data["text/html"] });
      return Promise.resolve();
    },
  };
}

Deno.test("lossCurve() outside a notebook keeps the data and shows nothing", async () => {
  const curve = lossCurve();
  await curve.show();
  curve.add({ step: 1, train: 4, heldOut: 4.1 });
  curve.add({ step: 2, train: 3 });
  await curve.finish();
  assert.deepEqual(curve.points, [{ step: 1, train: 4, heldOut: 4.1 }, { step: 2, train: 3 }]);
});

Deno.test("lossCurve() updates in place, at most once per updateEveryMs, and ends with a whole picture", async () => {
  const { broadcast, messages } = recorder();
  const curve = lossCurve({ title: "Run", updateEveryMs: 60_000 }, broadcast);
  await curve.show();
  assert.deepEqual(messages.map((m) => m.type), ["display_data", "display_data"]);
  const [figure, status] = messages.map((m) => m.name);
  messages.length = 0;

  for (const point of points) curve.add(point);
  assert.equal(messages.length, 1, "2,000 steps within one interval make one message");
  assert.deepEqual([messages[0].type, messages[0].name], ["update_display_data", status]);
  assert.match(messages[0].html, /step 1 · train loss 4\.200<\/p><script>/);

  await curve.finish();
  assert.deepEqual(messages.slice(1).map((m) => [m.type, m.name]), [
    ["update_display_data", figure],
    ["update_display_data", status],
  ]);
  const html = messages[1].html;
  assert.match(
    html,
    /step 2,000 · train loss 1\.267 · held-out loss 2\.000 · lowest held-out 2\.000 at step 100\./,
  );
  assert.match(picture(html), /train, smoothed/);
  assert.ok(html.length < 80_000, `${html.length} characters for a run of 2,000 steps`);
  assert.doesNotMatch(messages[2].html, /<script/, "the saved status line holds no second copy of the data");
});

Deno.test("lossCurve() survives a notebook that has gone away", async () => {
  let alive = true;
  const curve = lossCurve(
    { updateEveryMs: 0 },
    () => alive ? Promise.resolve() : Promise.reject(new Error("gone")),
  );
  await curve.show();
  alive = false;
  curve.add({ step: 1, train: 1 });
  await new Promise((done) => setTimeout(done, 10));
  alive = true;
  await curve.finish();
  assert.equal(curve.points.length, 1);
});

Deno.test("lossCurve() refuses steps out of order", () => {
  const curve = lossCurve();
  curve.add({ step: 5, train: 1 });
  curve.add({ step: 5, heldOut: 1 });
  assert.throws(() => curve.add({ step: 4, train: 1 }), {
    name: "RangeError",
    message: /step 4 comes after step 5/,
  });
});

Deno.test("lossCurve() is a displayable itself", async () => {
  const curve = lossCurve({ title: "Shown by a cell" });
  curve.add({ step: 1, train: 4 });
  const { html, plain } = await show(curve);
  assert.match(picture(html), /Shown by a cell/);
  assert.match(
    plain,
    /^Loss curve: Shown by a cell\. Nats per token against steps; step 1 · train loss 4\.000\.$/,
  );
});

Deno.test("addHistory() puts a resumed run's losses in the order of their steps", () => {
  const curve = lossCurve();
  curve.addHistory({ train: [[1, 3], [2, 2.5], [3, 2]], heldOut: [[2, 2.8]] });
  curve.add({ step: 4, train: 1.5 });
  assert.deepEqual(curve.points.map((point) => point.step), [1, 2, 2, 3, 4]);
  assert.deepEqual(curve.points.filter((point) => point.heldOut !== undefined), [{ step: 2, heldOut: 2.8 }]);
});

Deno.test("lossCurve() with totalSteps: the axis is complete from the start; the line has percent and time left, and where it was resumed", async () => {
  const texts: string[] = [];
  const curve = lossCurve({ totalSteps: 400, updateEveryMs: 0 }, (_type, content) => {
    texts.push(String((content.data as Record<string, unknown>)["text/plain"]));
    return Promise.resolve();
  });
  await curve.show();
  assert.equal(texts.at(-1), "waiting for the first step of 400");
  curve.addHistory({ train: [[1, 3], [100, 2]], heldOut: [] });
  curve.add({ step: 101, train: 2 });
  await new Promise((done) => setTimeout(done, 5));
  curve.add({ step: 102, train: 1.5 });
  assert.match(
    texts.at(-1)!,
    /^step 102 of 400 \(25 %\) · train loss 1\.500 · about .+ left · resumed at step 100$/,
  );
  assert.deepEqual(
    (lossCurveFigure(curve.points, { totalSteps: 400 }).layout.xaxis as { range: unknown }).range,
    [0, 400],
  );
  await curve.finish();
  assert.equal(texts.at(-1), "step 102 of 400 (25 %) · train loss 1.500 · resumed at step 100");
});
