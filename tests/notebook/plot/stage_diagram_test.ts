import assert from "node:assert/strict";
import { type Lane, stageDiagram } from "../../../lib/notebook/plot/stage_diagram.ts";
import { picture, show } from "./bundle.ts";

const LANES: readonly Lane[] = [
  { name: "Build", stages: [{ name: "Text", text: "Words & more." }, { name: "Model", text: "Numbers." }] },
  { name: "Use", stages: [{ name: "Prompt", text: "A text." }] },
];

Deno.test("stageDiagram() draws a box for each stage and an arrow between neighbours", async () => {
  const { html, plain } = await show(stageDiagram(LANES, { title: "How" }));
  const svg = picture(html);
  assert.equal(svg.match(/rx="6"/g)?.length, 3);
  assert.equal(svg.match(/<path /g)?.length, 1);
  for (const word of ["Build", "Use", "Text", "Words &amp; more.", "Model", "Prompt", "How"]) {
    assert.ok(svg.includes(`>${word}<`), word);
  }
  assert.equal(plain, "How. Build: Text (Words & more.) → Model (Numbers.). Use: Prompt (A text.)");
});

Deno.test("stageDiagram() breaks a long text into lines inside its box", async () => {
  const text = Array(4).fill("one two three four five six seven eight nine ten eleven twelve").join(" ");
  const stages = [{ name: "A", text }, { name: "B", text: "" }];
  const svg = picture((await show(stageDiagram([{ name: "L", stages }]))).html);
  const lines = [...svg.matchAll(/<text [^>]*>([a-z ]+)<\/text>/g)].map(([, line]) => line);
  assert.ok(lines.length > 3, `${lines.length} lines`);
  assert.equal(lines.join(" "), text);
});

Deno.test("stageDiagram() refuses a lane without stages", () => {
  assert.throws(() => stageDiagram([{ name: "Use", stages: [] }]), /RangeError: .*"Use" has no stages/);
});

Deno.test("stageDiagram() has a form for phones: the same words, each box below the one before, at most 360 wide", async () => {
  const { html } = await show(stageDiagram(LANES, { title: "How" }));
  const [, base64, width] = html.match(/<source [^>]*base64,([^"]+)" data-svg="" width="(\d+)"/)!;
  const svg = new TextDecoder().decode(Uint8Array.fromBase64(base64));
  assert.ok(Number(width) <= 360);
  const tops = [...svg.matchAll(/<rect x="14" y="([\d.]+)"/g)].map(([, y]) => Number(y));
  assert.equal(tops.length, 3);
  assert.deepEqual(tops, tops.toSorted((a, b) => a - b));
  for (const word of ["Build", "Text", "Words &amp; more.", "Model", "Prompt", "How"]) {
    assert.ok(svg.includes(`>${word}<`));
  }
});
