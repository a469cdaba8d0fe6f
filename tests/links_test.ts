/** Links in the project's texts and notebooks: each names a file and a heading that are there. */
import assert from "node:assert/strict";
import { dirname, join, relative } from "node:path";
import createMarkdownIt from "markdown-it";
import { layout } from "../lib/tools/layout.ts";
import { courseNotebooks, joinText, readNotebook } from "../lib/tools/notebook_file/notebook_file.ts";

const markdown = new createMarkdownIt({ html: true });

/** The texts of a file that may hold links: a Markdown file whole, a notebook's text cells. */
async function markdownOf(path: string): Promise<string> {
  if (path.endsWith(".md")) return await Deno.readTextFile(path);
  const { cells } = await readNotebook(path);
  return cells.filter(({ cell_type }) => cell_type === "markdown").map(({ source }) => joinText(source)).join(
    "\n\n",
  );
}

const linksIn = (text: string): string[] =>
  markdown.parse(text, {}).flatMap(({ children }) => children ?? [])
    .flatMap((token) => [token.attrGet("href"), token.attrGet("src")])
    .map((address) => String(address ?? ""))
    .filter((address) => address !== "" && !/^(https?|mailto|data):/.test(address));

/** GitHub's address of each heading. */
const anchorsIn = (text: string): string[] => {
  const tokens = markdown.parse(text, {});
  return tokens.flatMap((token, i) => token.type === "heading_open" ? [tokens[i + 1].content] : [])
    .map((heading) =>
      heading.toLowerCase().replaceAll(/[`*]/g, "").replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-")
    );
};

async function texts(): Promise<string[]> {
  const found = [...await courseNotebooks(), ...await courseNotebooks("ko")];
  for (const folder of ["", "data", "notebooks", "lib", "lib/tools", "assets"]) {
    for await (const entry of Deno.readDir(join(layout.root, folder))) {
      if (entry.isFile && entry.name.endsWith(".md")) found.push(join(layout.root, folder, entry.name));
    }
  }
  return found;
}

Deno.test("every relative link in the texts and notebooks leads to a file and a heading", async () => {
  const broken: string[] = [];
  let links = 0;
  for (const path of await texts()) {
    for (const address of linksIn(await markdownOf(path))) {
      links++;
      const [file, anchor] = decodeURIComponent(address).split("#");
      const target = file ? join(dirname(path), file) : path;
      const there = await Deno.stat(target).then(() => true, () => false);
      const headings = there && anchor && /\.(md|ipynb)$/.test(target)
        ? anchorsIn(await markdownOf(target))
        : undefined;
      if (!there || headings && !headings.includes(anchor)) {
        broken.push(`${relative(layout.root, path)}: ${address}`);
      }
    }
  }
  assert.ok(links > 10, `only ${links} links were found: is the list of texts right?`);
  assert.deepEqual(broken, []);
});
