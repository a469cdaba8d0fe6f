/** The hand-laid drawings: the numbers in them are right, they fit their width, and bad input is refused. */
import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import {
  attentionSteps,
  blockDiagram,
  familiesDiagram,
  headSplit,
  inductionSteps,
  residualStream,
  rnnDiagram,
  rotaryClocks,
} from "../../../lib/notebook/plot/mod.ts";
import type { Displayable } from "../../../lib/notebook/plot/displayable.ts";
import { arrow, box, DRAWING_WIDTH, grid, label } from "../../../lib/notebook/plot/drawing.ts";
import { textWidth } from "../../../lib/notebook/plot/text_width.ts";
import { picture, show } from "./bundle.ts";

async function shown(figure: Displayable): Promise<{ svg: Document; plain: string }> {
  const { html, plain } = await show(figure);
  return { svg: new JSDOM(picture(html), { contentType: "image/svg+xml" }).window.document, plain };
}

const vectors = [[0, 1], [1, 0], [1, 0]];
const figures: Record<string, () => Displayable> = {
  rnn: () => rnnDiagram(["the", "owl", "ate", "the", "mouse"]),
  steps: () => attentionSteps({ tokens: ["deep", "river", "bank"], q: vectors, k: vectors, v: vectors }),
  heads: () => headSplit({ T: 3, nHead: 2, D: 2 }),
  block: blockDiagram,
  stream: () => residualStream({ nLayer: 2 }),
  induction: () => inductionSteps(["h", "q", "c", "h"]),
  families: familiesDiagram,
};

for (const [name, figure] of Object.entries(figures)) {
  Deno.test(`the drawing "${name}" keeps its text inside its card`, async () => {
    const { svg, plain } = await shown(figure());
    const height = Number(svg.documentElement.getAttribute("height"));
    assert.equal(svg.documentElement.getAttribute("width"), `${DRAWING_WIDTH}`);
    assert.ok(plain.length > 40);
    for (const text of svg.querySelectorAll("text")) {
      const size = Number(text.getAttribute("font-size")), wide = textWidth(text.textContent!, { size });
      const x = Number(text.getAttribute("x")), y = Number(text.getAttribute("y"));
      const from = {
        start: x,
        middle: x - wide / 2,
        end: x - wide,
      }[text.getAttribute("text-anchor") ?? "start"]!;
      assert.ok(from > 0 && from + wide < DRAWING_WIDTH, `${text.textContent}: ${from} to ${from + wide}`);
      assert.ok(y > 0 && y < height, text.textContent!);
    }
  });
}

Deno.test("attentionSteps() shows the scores, weights and mixtures of the vectors", async () => {
  const { plain } = await shown(
    attentionSteps({
      tokens: ["deep", "river"],
      q: [[0, 0], [0, 3]],
      k: [[0, 1], [1, 0]],
      v: [[0, 1], [1, 0]],
      scale: 1,
    }),
  );
  // river: e³ = 20.09 against 1: 0.95 and 0.05
  assert.match(plain, /deep: scores 0, 0; weights 0.5, 0.5; result 0.5, 0.5/);
  assert.match(plain, /river: scores 3, 0; weights 0.95, 0.05; result 0.05, 0.95/);
  const scaled = await shown(
    attentionSteps({
      tokens: ["a", "b"],
      q: vectors.slice(0, 2),
      k: vectors.slice(0, 2),
      v: vectors.slice(0, 2),
    }),
  );
  assert.match(scaled.plain, /a: scores 0.71, 0/);
});

Deno.test("headSplit() shows which numbers come together, and which do after a wrong reshape", async () => {
  const { svg } = await shown(headSplit({ T: 3, nHead: 2, D: 2 }));
  const numbers = [...svg.querySelectorAll("text")].map(({ textContent }) => textContent).filter((text) =>
    /^\d+$/.test(text!)
  ).map(Number);
  assert.deepEqual(numbers.slice(12, 24), [0, 1, 4, 5, 8, 9, 2, 3, 6, 7, 10, 11]);
  assert.deepEqual(numbers.slice(24), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

Deno.test("drawings refuse what does not fit", () => {
  assert.throws(() => rnnDiagram([]), /1 to 6 tokens, got 0/);
  assert.throws(() => headSplit({ T: 9, nHead: 2, D: 2 }), /at most 4 tokens/);
  assert.throws(
    () => attentionSteps({ tokens: ["a"], q: vectors, k: vectors, v: vectors }),
    /q of shape \(1, 2\)/,
  );
  const wide = [[1, 2, 3, 4]];
  assert.throws(
    () => attentionSteps({ tokens: ["a"], q: wide, k: wide, v: wide }),
    /1 to 3 numbers, got \(1, 4\)/,
  );
});

Deno.test("the parts of a drawing escape their text and point where they are told", () => {
  assert.match(label("a < b", { x: 1, y: 2 }), /a &lt; b/);
  assert.match(
    box(["one", "two"], { x: 0, y: 0, width: 50, height: 40, colour: "#000" }),
    /font-weight="600">one.*two/,
  );
  assert.match(arrow([{ x: 0, y: 0 }, { x: 10, y: 0 }]), /d="M0,0L10,0M3.9,-3.4L10,0L3.9,3.4"/);
  const cells = grid([["1", "2"]], {
    x: 0,
    y: 0,
    width: 9,
    height: 9,
    shade: (_, j) => ({ colour: "#0", strength: j }),
  });
  assert.match(cells, /fill-opacity="0" .*fill-opacity="1" /);
});

Deno.test("residualStream() adds the result of each part to the sum, and refuses what it cannot draw", async () => {
  const { svg, plain } = await shown(residualStream({ nLayer: 2 }));
  const texts = [...svg.querySelectorAll("text")].map(({ textContent }) => textContent);
  for (const sum of ["x + a₁", "x + a₁ + m₁", "x + a₁ + m₁ + a₂", "x + a₁ + m₁ + a₂ + m₂"]) {
    assert.ok(texts.includes(sum), sum);
  }
  assert.match(plain, /holds x \+ a₁ \+ m₁ \+ a₂ \+ m₂\./);
  for (const nLayer of [0, 5, 1.5, NaN]) {
    assert.throws(() => residualStream({ nLayer }), /from 1 to 4 blocks/);
  }
});

Deno.test("inductionSteps() finds what came after the last token's latest earlier occurrence", async () => {
  const { svg, plain } = await shown(inductionSteps(["h", "q", "h", "c", "h"]));
  assert.match(plain, /it finds c, so the next token is c/);
  const texts = [...svg.querySelectorAll("text")].map(({ textContent }) => textContent);
  assert.deepEqual(texts.filter((text) => text?.startsWith("after ")), [
    "after h",
    "after q",
    "after h",
    "after c",
  ]);
  assert.throws(() => inductionSteps(["a", "b"]), /the last of which occurred before/);
  assert.throws(() => inductionSteps(["a"]), RangeError);
});

Deno.test("rotaryClocks() turns each hand by position times frequency, and keeps its text inside its card", async () => {
  const { svg, plain } = await shown(
    rotaryClocks([Math.PI / 2, 0.1], { positions: [0, 1, 2], title: "Clocks" }),
  );
  const hands = [...svg.querySelectorAll("path")].map((path) =>
    path.getAttribute("d")!.match(/-?[\d.]+/g)!.map(Number)
  ).map(([x, y, tipX, tipY]) => Math.atan2(tipY - y, tipX - x));
  const wanted = [0, Math.PI / 2, Math.PI, 0, 0.1, 0.2];
  assert.equal(hands.length, wanted.length);
  hands.forEach((hand, i) =>
    assert.ok(Math.abs(Math.cos(hand - wanted[i]) - 1) < 0.01, `hand ${i}: ${hand}`)
  );
  assert.match(plain, /pair 0 90° a token, pair 1 5\.7° a token/);
  for (const text of svg.querySelectorAll('text[text-anchor="end"]')) {
    const wide = textWidth(text.textContent!, { size: Number(text.getAttribute("font-size")) });
    assert.ok(Number(text.getAttribute("x")) - wide > 0, text.textContent!);
  }
});

Deno.test("rotaryClocks() refuses more than fits, and what is not a number", () => {
  assert.throws(() => rotaryClocks(Array(13).fill(1), { positions: [0] }), /at most 12 pairs/);
  assert.throws(() => rotaryClocks([NaN], { positions: [0] }), /finite numbers, got NaN/);
});
