/**
 * The Korean READMEs say the same as the English ones: the same sections, tables, code, links and numbers. Links to
 * notebooks lead to the Korean notebook where there is one.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import createMarkdownIt from "markdown-it";
import { layout } from "../lib/tools/layout.ts";

const markdown = new createMarkdownIt({ html: true });
type Token = ReturnType<typeof markdown.parse>[number];

interface Section {
  /** Heading levels, tables' columns, list items: what the section is made of. */
  readonly form: readonly string[];
  readonly code: readonly string[];
  readonly links: readonly string[];
  readonly numbers: readonly string[];
}

/** "18 April" has two numbers, as "4월 18일" has. */
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September"]
  .concat("October", "November", "December");
const inNumbers = (text: string) =>
  text.replaceAll(
    new RegExp(`(\\d+) (${MONTHS.join("|")})\\b`, "g"),
    (_, day, month) => `${day} ${MONTHS.indexOf(month) + 1}`,
  );

const isThere = (path: string) => {
  try {
    return Deno.statSync(join(layout.root, path)).isFile;
  } catch {
    return false;
  }
};

/** The address that the Korean text must have. */
function koreanAddress(address: string): string {
  const notebook = address.match(/^notebooks\/(\d.*\.ipynb)$/)?.[1];
  if (notebook) return isThere(`notebooks/ko/${notebook}`) ? `notebooks/ko/${notebook}` : address;
  if (address === "data/README.md") return "data/README.ko.md";
  return address;
}

/** The sections of a text, each from its heading on; the line that links the other language is left out. */
function sectionsOf(text: string, address: (address: string) => string): Section[] {
  const tokens = markdown.parse(text.replace(/^>.*\[(한국어|English)\]\(README.*\n/m, ""), {});
  const inner = (token: Token): Token[] => [token, ...(token.children ?? []).flatMap(inner)];
  const starts = tokens.flatMap(({ type }, i) => type === "heading_open" ? [i] : []);
  return starts.map((start, i) => {
    const all = tokens.slice(start, starts[i + 1]).flatMap(inner);
    const content = (types: readonly string[]) =>
      all.filter(({ type }) => types.includes(type)).map(({ content }) => content);
    const words = content(["text"]).join(" ");
    return {
      form: all.filter(({ type }) => /^(heading|table|tr|th|td|bullet_list|list_item)_open$/.test(type))
        .map(({ tag }) => tag),
      code: content(["code_inline", "code_block", "fence"]),
      links: all.map((token) => token.attrGet("href") ?? token.attrGet("src")).filter((one) => one !== null)
        .map((one) => address(String(one))),
      numbers: inNumbers(words).match(/\d[\d,.]*\d|\d/g) ?? [],
    };
  });
}

const sorted = (texts: readonly string[]) => texts.toSorted();

for (const folder of ["", "data/"]) {
  Deno.test(`${folder}README.ko.md has the sections, code, links and numbers of the English text`, async () => {
    const read = (name: string) => Deno.readTextFile(join(layout.root, folder, name));
    const [english, korean] = [await read("README.md"), await read("README.ko.md")];
    assert.match(english, /^> English · \[한국어\]\(README\.ko\.md\)$/m);
    assert.match(korean, /^> \[English\]\(README\.md\) · 한국어$/m);
    const wanted = sectionsOf(english, koreanAddress), found = sectionsOf(korean, (address) => address);
    assert.equal(found.length, wanted.length, "as many sections");
    found.forEach((section, i) => {
      const where = `section ${i + 1} of ${folder}README.ko.md`;
      assert.deepEqual(section.form, wanted[i].form, `${where}: headings, tables and lists`);
      assert.deepEqual(sorted(section.code), sorted(wanted[i].code), `${where}: code`);
      assert.deepEqual(
        sorted(section.links),
        sorted(wanted[i].links),
        `${where}: links; a notebook that is in notebooks/ko is linked there`,
      );
      assert.deepEqual(sorted(section.numbers), sorted(wanted[i].numbers), `${where}: numbers`);
    });
    assert.ok(found.flatMap(({ code }) => code).length > 10, "the texts were read");
  });
}
