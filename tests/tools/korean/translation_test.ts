import assert from "node:assert/strict";
import {
  formatTranslation,
  hashOf,
  parseTranslation,
  stampHashes,
} from "../../../lib/tools/korean/translation.ts";
import { ENGLISH } from "./sample.ts";

const FILE = "<!-- cell title -->\n# 03 · 어텐션\n\n본문.\n\n<!-- cell why 1a2b3c4d -->\n\n## 왜\n";

Deno.test("a translation is read cell by cell, without the blank lines around a text", () => {
  assert.deepEqual(parseTranslation(FILE), [
    { id: "title", hash: undefined, text: "# 03 · 어텐션\n\n본문." },
    { id: "why", hash: "1a2b3c4d", text: "## 왜" },
  ]);
  assert.deepEqual(parseTranslation(""), []);
});

Deno.test("what is written is read again", () => {
  const cells = parseTranslation(FILE);
  assert.deepEqual(parseTranslation(formatTranslation(cells)), cells);
});

Deno.test("a marker that is none, and text before the first, are errors with their line", () => {
  assert.throws(
    () => parseTranslation("<!-- cell a -->\n\n<!--cell b-->\n"),
    /line 3: "<!--cell b-->" is no marker/,
  );
  assert.throws(
    () => parseTranslation("\n본문\n<!-- cell a -->\n"),
    /line 2: there is text before the first marker/,
  );
});

Deno.test("a hash is eight hexadecimal digits of SHA-256, as sha256sum prints them", () => {
  assert.equal(hashOf("abc"), "ba7816bf");
});

Deno.test("stampHashes() stamps new markers; a stale hash stays until its cell is accepted", () => {
  const cells = parseTranslation(FILE);
  const [title, why] = ENGLISH.cells.filter(({ cell_type }) => cell_type === "markdown").map(({ source }) =>
    hashOf(source as string)
  );
  const first = stampHashes(cells, ENGLISH);
  assert.deepEqual(first.stamped, ["title"]);
  assert.deepEqual(first.cells.map(({ hash }) => hash), [title, "1a2b3c4d"]);
  const second = stampHashes(first.cells, ENGLISH, { accept: ["why"] });
  assert.deepEqual(second.stamped, ["why"]);
  assert.deepEqual(second.cells.map(({ hash }) => hash), [title, why]);
  assert.deepEqual(stampHashes(second.cells, ENGLISH).stamped, []);
});
