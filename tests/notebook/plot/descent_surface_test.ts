import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { descentPath } from "../../../lib/notebook/plot/descent_path.ts";
import { descentSurface } from "../../../lib/notebook/plot/descent_surface.ts";
import { picture, show } from "./bundle.ts";

const options = {
  valley: { curvatureX: 1, curvatureY: 20 },
  start: [-4, 1.5],
  steps: 60,
  settings: {
    SGD: { rate: 0.09, beta: 0 },
    momentum: { rate: 0.02, beta: 0.9 },
    AdamW: { rate: 0.3, beta: 0.9 },
  },
  title: "A valley",
} as const;

Deno.test("descentSurface() computes the path of the chosen optimizer, rate and beta in the page", async () => {
  const { html } = await show(descentSurface(options));
  const { window } = new JSDOM(`<body>${html}`, { runScripts: "dangerously" });
  const figure = window.document.querySelector(".course-figure")!;
  const [select] = figure.querySelectorAll("select");
  const [rate, beta] = figure.querySelectorAll("input");
  assert.deepEqual([...select.options].map(({ value }) => value), ["SGD", "momentum", "AdamW"]);
  assert.equal(figure.querySelectorAll("circle").length, 61);
  const path = descentPath(options.valley, { ...options.settings.SGD, ...options, optimizer: "SGD" });
  const [x, y] = path[60], end = ((x * x + 20 * y * y) / 2).toPrecision(2);
  assert.ok(
    figure.textContent!.includes(`SGD: height 30.5 at the start, ${end} after 60 steps`),
    "the rate as given",
  );
  assert.ok(beta.disabled, "SGD has no beta");
  rate.value = "-0.5";
  rate.dispatchEvent(new window.Event("input"));
  assert.match(figure.textContent!, /SGD diverges/);
  select.value = "AdamW";
  select.dispatchEvent(new window.Event("change"));
  assert.ok(!beta.disabled);
  assert.match(figure.textContent!, /AdamW: height 30\.5 at the start/);
});

Deno.test("descentSurface() is a picture of all three paths where no script runs", async () => {
  const { html, plain } = await show(descentSurface(options));
  const { document } = new JSDOM(picture(html), { contentType: "image/svg+xml" }).window;
  assert.equal(document.querySelectorAll("polyline").length, 3);
  assert.match(plain, /^A valley: SGD with rate 0\.09 begins at height 30\.5 .*AdamW with rate 0\.3/);
});

Deno.test("descentSurface() draws a path that starts on an axis of the valley", async () => {
  for (const start of [[0, 1], [-4, 0], [0, 0]] as const) {
    assert.doesNotMatch(picture((await show(descentSurface({ ...options, start }))).html), /NaN|Infinity/);
  }
});

Deno.test("descentSurface() names a value that is out of range", () => {
  const settings = { ...options.settings, SGD: { rate: 0, beta: 0 } };
  assert.throws(() => descentSurface({ ...options, settings }), /SGD's rate is 0/);
  assert.throws(() => descentSurface({ ...options, steps: 0.5 }), /steps is 0\.5/);
});
