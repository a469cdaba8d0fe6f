/**
 * `deno task measure:pages`: how fast the lottery page is in a headless Chromium on this machine, for each engine.
 *
 * It opens the page from a file, asks at once, and asks four more times. "Cold" is the time from opening the page to the
 * first token of the first answer: scripts, weights, the engine's check. "First" is the time from a click to the first
 * token when all that is done. Needs a quiet machine. `--record` writes assets/results/page-speed.json.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { median } from "../../../statistics/mod.ts";
import { findChromium, launchChromium } from "../../chromium.ts";
import { layout } from "../../layout.ts";
import { readGlossary } from "../glossary.ts";
import { buildSite } from "../site.ts";
import type { EngineName } from "./worker/protocol.ts";

interface Speed {
  readonly tokens: number;
  readonly first: number;
  readonly perSecond: number;
}

interface Row {
  readonly engine: EngineName;
  /** Milliseconds. */
  readonly cold: number;
  /** Milliseconds, median. */
  readonly first: number;
  /** Tokens a second after the first, median and extremes. */
  readonly perSecond: { readonly median: number; readonly lowest: number; readonly highest: number };
}

const ANSWERS = 5;

async function measure(browser: Browser, address: string, engine: EngineName): Promise<Row> {
  const page = await browser.newPage();
  const start = performance.now();
  await page.goto(`${address}?engine=${engine}`);
  const speeds: Speed[] = [];
  let cold = 0;
  for (let i = 0; i < ANSWERS; i++) {
    const clicked = performance.now();
    speeds.push(await ask(page));
    if (i === 0) cold = clicked - start + speeds[0].first;
  }
  const used = await page.getAttribute("[data-play]", "data-engine");
  await page.close();
  if (used !== engine) throw new Error(`measuring ${engine}: the page uses ${used}`);
  const rates = speeds.map(({ perSecond }) => Math.round(perSecond));
  return {
    ...{
      engine,
      cold: Math.round(cold),
      first: Math.round(median(speeds.slice(1).map(({ first }) => first))),
    },
    perSecond: { median: median(rates), lowest: Math.min(...rates), highest: Math.max(...rates) },
  };
}

async function ask(page: Page): Promise<Speed> {
  await page.evaluate(() => delete document.querySelector<HTMLElement>("[data-play]")!.dataset.speed);
  await page.click("button.main");
  await page.waitForSelector("[data-speed]");
  return JSON.parse((await page.getAttribute("[data-play]", "data-speed"))!);
}

async function main(): Promise<void> {
  const { values: { record } } = parseArgs({ options: { record: { type: "boolean", default: false } } });
  const chromium = findChromium();
  if (!chromium) throw new Error("measure:pages: no Chromium found; install one or set COURSE_CHROMIUM");
  const folder = await Deno.makeTempDir(), site = join(folder, "site");
  const browser = await launchChromium(chromium);
  try {
    await buildSite(site, {
      ...{ lessons: [], versions: ["student"], styles: join(layout.assets, "export") },
      play: { models: join(layout.assets, "models") },
      glossary: await readGlossary(join(layout.assets, "export", "glossary.json")),
    });
    const rows: Row[] = [], address = pathToFileURL(join(site, "play", "lotto.html")).href;
    for (const engine of ["wasm", "cpu"] as const) {
      rows.push(await measure(browser, address, engine));
      console.log(JSON.stringify(rows.at(-1)));
    }
    if (!record) return;
    const result = {
      ...{ command: "./course deno task measure:pages --record", cores: navigator.hardwareConcurrency },
      ...{ chromium: browser.version(), answers: ANSWERS, page: "lotto", rows },
    };
    await Deno.writeTextFile(
      join(layout.assets, "results", "page-speed.json"),
      JSON.stringify(result, null, 2) + "\n",
    );
  } finally {
    await browser.close();
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) await main();
