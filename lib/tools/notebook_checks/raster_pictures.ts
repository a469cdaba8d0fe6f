/**
 * Turns the SVG pictures in a notebook's outputs into PNG, which GitHub's preview can show.
 *
 * When a cell runs, the static picture of a figure is SVG: sharp, small, drawn without a browser. GitHub's preview does
 * not show SVG in data addresses (jupyter/nbconvert, pull request 2106), so `./course run` saves PNG if the machine has
 * a Chromium. Where a script puts the SVG itself into the page (`svgFigure`), the SVG is kept in `data-svg`.
 */
import type { Page } from "playwright-core";
import { dataText, type Notebook, type Output } from "../notebook_file/notebook_file.ts";
import { findChromium, launchChromium } from "../chromium.ts";
import { indexedPng } from "./indexed_png.ts";

/** Pixels of the PNG per CSS pixel. */
const SCALE = 1.5;

/** What `svgImage` writes, and the form for a phone that `svgFigure` writes before it. */
const PICTURE =
  /<(img src|source media="[^"]*" srcset)="data:image\/svg\+xml;base64,([\w+/=]+)"( data-svg="")? (?=(?:alt="[^"]*" )?width="(\d+)" height="(\d+)")/g;

/** The notebook with PNG pictures; unchanged if the machine has no Chromium. */
export async function rasterPictures(notebook: Notebook): Promise<Notebook> {
  const chromium = findChromium();
  if (!chromium) return notebook;
  await using browser = await launchChromium(chromium);
  await using context = await browser.newContext({ deviceScaleFactor: SCALE });
  const page = await context.newPage();
  const cells: Notebook["cells"] = [];
  for (const cell of notebook.cells) {
    if (!cell.outputs) cells.push(cell);
    else {
      const outputs: Output[] = [];
      for (const output of cell.outputs) outputs.push(await rasterOutput(output, page));
      cells.push({ ...cell, outputs });
    }
  }
  return { ...notebook, cells };
}

async function rasterOutput(output: Output, page: Page): Promise<Output> {
  if (!("data" in output)) return output;
  const html = dataText(output, "text/html");
  let rastered = "", from = 0;
  for (const found of html.matchAll(PICTURE)) {
    const [whole, tag, svg, keep, width, height] = found;
    const png = await draw(page, { svg, width: Number(width), height: Number(height) });
    rastered += html.slice(from, found.index) +
      `<${tag}="data:image/png;base64,${png.toBase64()}" ${keep ? `data-svg="${svg}" ` : ""}`;
    from = found.index + whole.length;
  }
  if (from === 0) return output;
  return { ...output, data: { ...output.data, "text/html": rastered + html.slice(from) } };
}

/** The SVG as PNG. In an `<img>`, SVG runs no scripts and loads nothing. */
async function draw(
  page: Page,
  { svg, width, height }: { svg: string; width: number; height: number },
): Promise<Uint8Array> {
  await page.setViewportSize({ width, height });
  await page.setContent(
    `<body style="margin: 0"><img src="data:image/svg+xml;base64,${svg}" width="${width}" height="${height}" ` +
      `style="display: block">`,
  );
  await page.locator("img").evaluate((image) => (image as HTMLImageElement).decode());
  return indexedPng(await page.screenshot({ type: "png" }));
}
