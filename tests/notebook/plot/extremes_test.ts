/** Whatever a chart is given (huge labels, a million points, no data, values that are no numbers), it stays small or says why not. */
import assert from "node:assert/strict";
import * as plot from "lib/notebook/plot";
import type { Displayable } from "../../../lib/notebook/plot/displayable.ts";
import { picture, show } from "./bundle.ts";
import { outputs } from "./every_output.ts";

/** Bytes of a figure's HTML that a notebook can bear. */
const BEARABLE = 1_000_000;

const line = (name: string, n: number, y: (i: number) => number) => ({
  name,
  x: Array.from({ length: n }, (_, i) => i),
  y: Array.from({ length: n }, (_, i) => y(i)),
});

/** Each chart whose texts are labels, with a text wherever one can stand. */
const labelled: Record<string, (text: string) => Displayable> = {
  ...Object.fromEntries(
    [
      ...["attentionExplorer", "attentionMap", "barChart", "generationSteps", "lineChart"],
      ...["lossCurve", "mergeSlider", "shareCard", "probabilityBars", "barGrid"],
      ...["differenceChart", "rotaryClocks", "flowDiagram", "staircaseChart", "expertStrip"],
      ...["tokenSources", "stageDiagram", "tokenStrip"],
    ].map((name) => [name, outputs[name]]),
  ),
  // A text to read and a value in words are no labels.
  stackedBars: (text) =>
    plot.stackedBars([{ label: text, values: [1, 2] }], { title: text, parts: [text, "b"] }),
  textMatches: (text) => plot.textMatches([{ text: "a", matchLength: 9, source: text }], { title: text }),
};

for (const [name, draw] of Object.entries(labelled)) {
  Deno.test(`${name}() cuts texts of 100 kB, at a whole character, and says so`, async () => {
    for (const character of ["A", "한", "😀", " ", "<b>"]) {
      const { html, plain } = await show(draw(character.repeat(100_000 / character.length)));
      assert.ok(html.length < 100_000, `${character}: ${html.length} characters of HTML`);
      assert.ok(plain.length <= 4000);
      const drawing = picture(html);
      assert.ok(/…/.test(drawing + plain), "the cut is shown");
      assert.ok(!/�/.test(drawing + plain), "no half character");
      const width = Number(/<svg[^>]* width="([\d.]+)"/.exec(drawing)?.[1]);
      assert.ok(width > 0 && width < 5000, `${width} pixels wide`);
      assert.doesNotMatch(drawing, /(?:width|height)="(?:-|NaN|Infinity)/, "no negative size");
    }
  });
}

Deno.test("lineChart() of a million points keeps the picture: both ends, every extreme, the gap", async () => {
  const n = 1_000_000;
  const y = (i: number) => {
    if (i === 123_456) return 99;
    if (i === 654_321) return -99;
    if (i > 300_000 && i < 400_000) return NaN;
    return i % 1000 === 0 ? [Infinity, -Infinity][i / 1000 % 2] : Math.sin(i / 1000);
  };
  const { html, plotly } = await show(plot.lineChart([line("a", n, y), line("b", n, (i) => i)]));
  assert.ok(html.length < BEARABLE, `${html.length} characters of HTML`);
  const [a, b] = plotly!.data as { x: number[]; y: (number | null)[] }[];
  assert.ok(a.x.length > 1000);
  assert.deepEqual([a.x[0], a.x.at(-1), b.y[0], b.y.at(-1)], [0, n - 1, 0, n - 1]);
  assert.deepEqual([99, -99].map((value) => a.x[a.y.indexOf(value)]), [123_456, 654_321]);
  assert.ok(a.x.every((x, i) => i === 0 || x > a.x[i - 1]));
  const gap = a.y.filter((_, i) => a.x[i] > 301_000 && a.x[i] < 399_000);
  assert.ok(gap.length > 10 && gap.every((value) => value === null));
});

Deno.test("lineChart() of points in no order keeps those furthest left and right; many lines share the room", async () => {
  const x = Array.from(
    { length: 50_000 },
    (_, i) => i === 20_000 ? 1e6 : i === 30_000 ? -1e6 : i * 7919 % 1000,
  );
  const { plotly } = await show(plot.lineChart([{ name: "a", x, y: x.map(() => 1) }]));
  const drawn = plotly!.data[0].x as number[];
  assert.ok(drawn.includes(1e6) && drawn.includes(-1e6));
  const many = plot.lineChart(Array.from({ length: 40 }, (_, i) => line(`${i}`, 20_000, (x) => x)));
  assert.ok((await show(many)).html.length < BEARABLE);
});

Deno.test("a chart without data is an empty chart", async () => {
  const empty = [
    plot.attentionMap([], []),
    plot.barChart([]),
    plot.lineChart([]),
    plot.lineChart([{ name: "a", x: [], y: [] }], { logX: true, logY: true }),
    plot.lossCurve(),
    plot.mergeSlider([], []),
    plot.probabilityBars([]),
    plot.barGrid([], ["a"]),
    plot.barGrid([{ label: "a", shares: [] }], []),
    plot.differenceChart([]),
    plot.flowDiagram([]),
    plot.stageDiagram([]),
    plot.matrixEquation([]),
    plot.stackedBars([], { parts: [] }),
    plot.rotaryClocks([], { positions: [] }),
    plot.table([]),
    plot.textMatches([]),
    plot.tokenStrip([]),
  ];
  for (const chart of empty) {
    const { html } = await show(chart);
    const drawing = html.includes("<img") ? picture(html) : html;
    assert.doesNotMatch(drawing, /NaN|undefined|Infinity/);
    assert.ok(!/(?:width|height)="-/.test(drawing), "no negative size");
  }
  assert.throws(() => plot.generationSteps([], []), /no steps to show/);
  assert.throws(() => plot.attentionExplorer([], []), /expected at least one token/);
  assert.throws(
    () => plot.expertStrip([], { count: 1, layers: ["a"] }),
    /one token and one layer, got 0 and 1/,
  );
  const token = { text: "a", from: [], rule: "given" };
  assert.throws(() => plot.tokenSources([token], { columns: 1, examples: [] }), /at least one example/);
  const examples = [{ name: "a", token: 0 }];
  assert.throws(() => plot.tokenSources([token], { columns: 0, examples }), /columns is 0; expected/);
});

Deno.test("values that are no numbers: a gap in a line, a bar's name, a cell's text", async () => {
  const odd = [NaN, Infinity, -Infinity];
  for (const log of [false, true]) {
    const { html, plotly } = await show(
      plot.lineChart([{ name: "a", x: [1, 2, 3, NaN, Infinity], y: [...odd, 1, 2] }], {
        logX: log,
        logY: log,
      }),
    );
    assert.deepEqual(plotly!.data[0].y, [null, null, null, 1, 2]);
    assert.deepEqual((plotly!.data[0].x as unknown[]).slice(3), [null, null]);
    assert.doesNotMatch(picture(html), /NaN|Infinity/);
  }
  const { html } = await show(plot.barChart([...odd, 2].map((value, i) => ({ label: `bar ${i}`, value }))));
  const drawing = picture(html);
  for (const word of ["NaN", "Infinity", "-Infinity"]) assert.ok(drawing.includes(`>${word}<`), word);
  assert.doesNotMatch(drawing, /(?:d|x|y|width|height|transform)="[^"]*(?:NaN|Infinity)/);
  assert.match((await show(plot.table([{ a: NaN }, { a: Infinity }]))).plain, /NaN\s+Infinity/);
  const grid = picture((await show(plot.barGrid([{ label: "a", shares: [NaN, 0.5] }], ["b", "c"]))).html);
  assert.doesNotMatch(grid, /width="NaN"/);
  const curve = plot.lossCurve({ baselines: [{ name: "none", value: NaN }] });
  for (let i = 0; i < 3; i++) curve.add({ step: i + 1, train: odd[i], heldOut: odd[i] });
  assert.doesNotMatch(picture((await show(curve)).html), /(?:d|x|y|transform)="[^"]*(?:NaN|Infinity)/);
});

Deno.test("values that cannot be drawn are refused with what was expected", () => {
  const value = { difference: NaN, low: 0, high: 1 };
  assert.throws(
    () => plot.differenceChart([{ label: "a", value, text: "b" }]),
    /the difference of "a" is NaN; give finite numbers/,
  );
  for (const place of [{ row: -1, column: 0 }, { row: 0, column: 0.5 }, { row: 0, column: 6 }]) {
    const box = { name: "a", text: "b", group: "c", ...place };
    assert.throws(() => plot.flowDiagram([box]), /whole numbers from 0, and at most 6 columns/);
  }
  for (const bad of [NaN, Infinity, -0.1, 2]) {
    assert.throws(() => plot.attentionMap([[bad]], ["a"]), {
      name: "RangeError",
      message: /expected 0 to 1/,
    });
    assert.throws(() => plot.probabilityBars([{ text: "a", probability: bad }]), /give softmax/);
    assert.throws(
      () => plot.generationSteps(["a"], [{ candidates: [{ text: "a", probability: bad }], chosen: 0 }]),
      /generationSteps: the probability of "a" is .*give softmax/,
    );
  }
  for (const bad of [NaN, Infinity, -1]) {
    assert.throws(() => plot.textMatches([{ text: "a", matchLength: bad }]), /expected a number from 0 up/);
  }
  assert.throws(() => plot.lossCurve().add({ step: NaN, train: 1 }), /lossCurve.add: step is NaN/);
  assert.throws(() => plot.barChart(Array(101).fill({ label: "a", value: 1 })), /101 bars cannot be read/);
  const tokens = Array(129).fill("a");
  assert.throws(() => plot.attentionMap(tokens.map(() => tokens.map(() => 0)), tokens), /at most 128 tokens/);
  const dot = { name: "a", x: [1], y: [1] };
  assert.throws(() => plot.lineChart(Array(101).fill(dot)), /101 lines cannot be read/);
  assert.throws(() => plot.mergeSlider([Array(3001).fill("a")], []), /3,001 tokens; give at most 3,000/);
  const stages = Array(21).fill({ name: "a", text: "b" });
  assert.throws(
    () => plot.stageDiagram([{ name: "a", stages }]),
    /at most 20 stages, got 1 lanes, one of 21/,
  );
  const map = Array(1025).fill(Array(1025).fill(0)), names = Array(1025).fill("a");
  assert.throws(
    () => plot.attentionExplorer([[map, map, map, map]], names),
    /4,202,500 weights are more than/,
  );
});

Deno.test("table() of 200,000 rows shows the first and the last, and how many it leaves out", async () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => ({ i, half: i / 2, name: `row ${i}` }));
  const { html, plain } = await show(plot.table(rows));
  assert.ok(html.length < BEARABLE);
  for (const text of [html, plain]) {
    assert.ok(
      ["row 0", "row 499", "… 199,000 rows …", "row 199500", "row 199999"].every((t) => text.includes(t)),
    );
    assert.ok(!text.includes("row 500<") && !/row 500\s/.test(text));
  }
  assert.match(plain, /199,999 {2}99,999\.5 {2}row 199999/);
});

Deno.test("table() reads a row's own cells only, whatever the columns are called", async () => {
  const rows = [JSON.parse('{"__proto__": "x", "constructor": 1, "toString": 2.5}'), { a: 1 }];
  const { plain } = await show(plot.table(rows, { decimals: { a: 2 } }));
  assert.deepEqual(plain.split("\n").map((text) => text.split(/ {2,}/).filter(Boolean)), [
    ["__proto__", "constructor", "toString", "a"],
    ["─────────", "───────────", "────────", "────"],
    ["x", "1", "2.5", "–"],
    ["–", "–", "–", "1.00"],
  ]);
});

Deno.test("tokenStrip() and textMatches() of long texts show the beginning and count the rest", async () => {
  const strip = await show(plot.tokenStrip(Array.from({ length: 100_000 }, (_, id) => ({ text: "x", id }))));
  assert.ok(strip.html.length < 2 * BEARABLE);
  assert.match(picture(strip.html), /… and 98,000 more tokens/);
  const matches = await show(plot.textMatches([{ text: "word ".repeat(100_000), matchLength: 9 }]));
  assert.ok(matches.html.length < 3 * BEARABLE, `${matches.html.length}`);
  assert.match(picture(matches.html), /… and 95,000 more words/);
});

Deno.test("textMatches() breaks a word that is longer than a line, and loses none of it", async () => {
  const word = "😀가b".repeat(100);
  const drawing = picture((await show(plot.textMatches([{ text: word, matchLength: 9 }]))).html);
  const shown = [...drawing.matchAll(/<text [^>]*textLength[^>]*>([^<]*)</g)].map(([, text]) => text);
  assert.equal(shown.join(""), word);
  assert.ok(Number(/<svg[^>]* width="(\d+)"/.exec(drawing)![1]) === 720 && shown.length >= 6);
});
