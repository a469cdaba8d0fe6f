import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { lossClinic } from "../../../lib/notebook/plot/loss_clinic.ts";
import { picture, show } from "./bundle.ts";

const healthy = { train: [4, 3, 2], heldOut: [3, 2] };
const card = {
  name: "A",
  curve: { train: [4, 1], heldOut: [3, 9], nanAt: 25 },
  cause: "NaN <b>",
  why: "It stops.",
  cure: "Look at the batch.",
};
const options = { trainEvery: 10, heldOutEvery: 15, steps: 30, largestLoss: 5 };

Deno.test("lossClinic() folds the cause away below its curve, without scripts", async () => {
  const { html, plain } = await show(lossClinic(healthy, [card], options));
  assert.ok(!html.includes("<script"));
  const { document } = new JSDOM(`<body>${html}`).window;
  const details = document.querySelector("details")!;
  assert.equal(details.open, false);
  assert.match(
    details.textContent!,
    /A: what is the cause\?NaN <b>\. It stops\. What helps: Look at the batch\./,
  );
  assert.match(
    plain,
    /A: training loss from 4\.00 to 1\.00, lowest 1\.00; held-out loss from 3\.00 to 9\.00, lowest 3\.00; NaN at step 25/,
  );
  assert.match(
    document.querySelector("img")!.alt,
    /^A: training loss/,
    "the alt text does not name the cause",
  );
  assert.ok(!document.querySelector("img")!.alt.includes("<b>"));
});

Deno.test("lossClinic() draws the healthy run and the curve, cut at the largest loss", async () => {
  const { html } = await show(lossClinic(healthy, [card], options));
  const { document } = new JSDOM(picture(html), { contentType: "image/svg+xml" }).window;
  const lines = [...document.querySelectorAll("polyline")].map((line) =>
    line.getAttribute("points")!.split(" ").map((point: string) => point.split(",").map(Number))
  );
  assert.deepEqual(lines.map((points) => points.length), [3, 2, 2]);
  const [[, train], [, heldOut]] = lines.slice(1);
  assert.ok(heldOut[1] < train[1], "the larger loss is drawn higher");
  assert.equal(lines[2][1][1], 44, "9 is drawn at the height of 5");
  assert.throws(() => lossClinic(healthy, [card], { ...options, steps: 0 }), /steps is 0/);
});
