/** How a browser arranges a slide: which columns, and how large what it shows becomes. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { layout } from "../../../lib/tools/layout.ts";
import type { Cell, Notebook } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { buildSite, readGlossary, readLesson } from "../../../lib/tools/site/mod.ts";
import { CHROMIUM, launchChromium, WHY_SKIPPED } from "../../chromium.ts";
import { faultySlides, visit } from "./browser_page.ts";

const text = (source: string): Cell => ({ cell_type: "markdown", metadata: {}, source });
const code = (output: string): Cell => ({
  cell_type: "code",
  metadata: {},
  source: "f();",
  execution_count: null,
  outputs: [{ output_type: "stream", name: "stdout", text: output }],
});
const lines = (count: number) => Array.from({ length: count }, (_, i) => `[${i}, 21, 23, 41, 42]`).join("\n");

const notebook: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { language_info: { name: "typescript" } },
  cells: [
    text("# 07 · Prints\n\n**You will** look."),
    { ...text("## 1 · Long\n\nA machine prints tickets."), id: "t1" },
    { ...code(lines(24)), id: "tall" },
    text("### Short\n\nIt prints three."),
    { ...code(lines(3)), id: "short" },
    {
      ...text("- **Tall**<!-- slide tall output -->: Ask.\n- **Short**<!-- slide short output -->: Ask."),
      metadata: { tags: ["teacher"] },
    },
  ],
};

Deno.test({
  name: `many short printed lines stand in two columns, unbroken, and few in one${WHY_SKIPPED}`,
  ignore: !CHROMIUM,
  async fn() {
    const folder = await Deno.makeTempDir();
    await using browser = await launchChromium();
    try {
      await buildSite(join(folder, "site"), {
        lessons: [readLesson("07-prints.ipynb", notebook)],
        korean: [],
        glossary: await readGlossary(join(layout.assets, "export", "glossary.json")),
        styles: join(layout.assets, "export"),
      });
      await visit(browser, join(folder, "site", "teacher", "07-prints-slides.html"), async ({ page }) => {
        await page.waitForSelector("body[data-ready]");
        const faults = await page.evaluate(faultySlides);
        assert.deepEqual(faults.filter((fault) => !fault.includes("shows little")), []);
        const [tall, short] = [await printOf(page, "Tall"), await printOf(page, "Short")];
        assert.equal(tall.columns, "2");
        assert.equal(short.columns, "auto");
        assert.ok(tall.letters > 20, `${tall.letters} px`);
        assert.ok(tall.height < 14 * 1.45 * tall.letters, "twelve lines a column, none broken");
      }, { viewport: { width: 1280, height: 720 } });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

/** The printed lines of the slide with this heading: columns, height and size of type in CSS pixels of the slide. */
function printOf(page: Page, heading: string) {
  return page.evaluate((heading) => {
    const slide = [...document.querySelectorAll(".slides > section")]
      .find((slide) => slide.querySelector("h2")?.textContent === heading)!;
    const print = slide.querySelector<HTMLElement>("pre.output")!;
    const zoom = Number(getComputedStyle(print.closest(".results")!).zoom);
    const { columnCount, fontSize } = getComputedStyle(print);
    return { columns: columnCount, letters: zoom * parseFloat(fontSize), height: zoom * print.offsetHeight };
  }, heading);
}
