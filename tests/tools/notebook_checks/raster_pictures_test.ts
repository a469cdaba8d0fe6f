import assert from "node:assert/strict";
import { decode } from "fast-png";
import type { DisplayOutput, Notebook } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { rasterPictures } from "../../../lib/tools/notebook_checks/raster_pictures.ts";
import { DISPLAY } from "../../../lib/notebook/plot/displayable.ts";
import { lineChart } from "../../../lib/notebook/plot/line_chart.ts";
import { shareCard } from "../../../lib/notebook/plot/share_card.ts";
import { stageDiagram } from "../../../lib/notebook/plot/stage_diagram.ts";
import { tokenStrip } from "../../../lib/notebook/plot/token_strip.ts";
import { CHROMIUM, launchChromium, WHY_SKIPPED } from "../../chromium.ts";

async function notebookWith(...figures: { [DISPLAY](): unknown }[]): Promise<Notebook> {
  const bundles = await Promise.all(figures.map((figure) => figure[DISPLAY]()));
  const outputs = bundles.map((data): DisplayOutput => ({
    output_type: "display_data",
    data: data as Record<string, unknown>,
    metadata: {},
  }));
  const cell = { cell_type: "code" as const, id: "a", metadata: {}, source: "", outputs };
  return { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

const htmlOf = ({ cells }: Notebook) =>
  cells[0].outputs!.map((output) => (output as DisplayOutput).data["text/html"] as string);

Deno.test({
  name: `rasterPictures() makes pictures PNG and leaves live figures alive${WHY_SKIPPED}`,
  ignore: !CHROMIUM,
  async fn() {
    const strip = tokenStrip([{ text: "마법", id: 1 }]);
    const chart = lineChart([{ name: "loss", x: [1, 2], y: [2, 1] }]);
    const notebook = await notebookWith(strip, chart);
    const before = structuredClone(notebook);
    const rastered = await rasterPictures(notebook);
    assert.deepEqual(notebook, before);
    assert.deepEqual(await rasterPictures(rastered), rastered);

    const [stripHtml, chartHtml] = htmlOf(rastered);
    for (const html of [stripHtml, chartHtml]) {
      const [, base64, width] = /<img src="data:image\/png;base64,([^"]+)".* width="(\d+)"/.exec(html)!;
      assert.equal(Math.round(decode(Uint8Array.fromBase64(base64)).width / 1.5), Number(width));
      assert.doesNotMatch(html, /src="data:image\/svg/);
    }
    const withoutPictures = (html: string) => html.replace(/<img .*?>/s, "");
    assert.deepEqual([stripHtml, chartHtml].map(withoutPictures), htmlOf(notebook).map(withoutPictures));

    await using browser = await launchChromium();
    const page = await browser.newPage();
    await page.setContent(stripHtml);
    assert.equal(await page.locator("svg text").first().textContent(), "마법");
  },
});

Deno.test({
  name:
    `rasterPictures() leaves no SVG picture of a figure with a form for phones, and a phone still draws that form${WHY_SKIPPED}`,
  ignore: !CHROMIUM,
  async fn() {
    const stages = [{ name: "Prompt", text: "A text." }, { name: "Token", text: "The next." }];
    const card = { title: "My GPT", prompt: "Once", text: " upon", facts: ["loss 1.6"] };
    const notebook = await notebookWith(stageDiagram([{ name: "Use", stages }]), shareCard(card));
    const [diagram, shared] = htmlOf(await rasterPictures(notebook));
    assert.doesNotMatch(diagram + shared, /data:image\/svg\+xml/);

    await using browser = await launchChromium();
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    await page.setContent(diagram);
    assert.equal(await page.locator("svg").getAttribute("width"), "340");
    await page.setContent(shared);
    assert.ok(await page.locator("img").evaluate((image) => (image as HTMLImageElement).naturalWidth > 300));
    const download = page.waitForEvent("download");
    await page.locator("button").click();
    assert.equal((await download).suggestedFilename(), "my-model.png");
  },
});
