import assert from "node:assert/strict";
import { tokenSources } from "../../../lib/notebook/plot/token_sources.ts";
import { arrowPath } from "../../../lib/notebook/plot/token_sources_live.ts";
import { picture, show } from "./bundle.ts";

const given = (text: string) => ({ text, from: [], rule: "given" });
const TOKENS = [given("2"), given("<3"), { text: "5", from: [0, 1], rule: "2 + 3" }];
const OPTIONS = {
  columns: 2,
  lines: ["first", "second"],
  examples: [{ name: "a sum", token: 2 }],
  title: "Sums",
};

Deno.test("tokenSources() shows every token, and each example with its arrows and its rule", async () => {
  const { html, plain } = await show(tokenSources(TOKENS, OPTIONS));
  const svg = picture(html);
  for (const word of ["2", "&lt;3", "5", "first", "second", "Sums"]) {
    assert.ok(svg.includes(`>${word}<`), word);
  }
  assert.equal(svg.match(/<path /g)?.length, 2);
  assert.ok(svg.includes("a sum: 5 follows from 2 and &lt;3 (2 + 3)"));
  assert.equal(plain, "Sums: 3 tokens. a sum: 5 follows from 2 and <3 (2 + 3).");
});

Deno.test("an arrow begins at the token and ends at its source", () => {
  const cell = { width: 30, height: 20 };
  assert.match(arrowPath({ x: 60, y: 40 }, { x: 0, y: 0 }, cell), /^M75\.0,41\.0Q.* 15\.0,9\.0M/); // at the source's bottom
  assert.match(arrowPath({ x: 60, y: 40 }, { x: 0, y: 40 }, cell), /^M75\.0,41\.0Q.* 15\.0,41\.0M/); // over the line
});

Deno.test("tokenSources() refuses what it cannot show", () => {
  const wrong = (tokens: typeof TOKENS, options: Partial<typeof OPTIONS> = {}) => () =>
    tokenSources(tokens, { ...OPTIONS, ...options });
  assert.throws(
    wrong(TOKENS, { examples: [{ name: "x", token: 3 }] }),
    /RangeError: .*"x" is token 3, which is none/,
  );
  assert.throws(
    wrong([{ text: "a", from: [0], rule: "" }]),
    /RangeError: .*token 0 follows from 0; expected a token before/,
  );
});
