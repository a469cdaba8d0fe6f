/** A reader who does not wait: presses Stop before the model is there, and changes the text while the model writes. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { layout } from "../../../../lib/tools/layout.ts";
import { buildSite } from "../../../../lib/tools/site/mod.ts";
import { CHROMIUM, launchChromium, WHY_SKIPPED } from "../../../chromium.ts";
import { TIMEOUT, tokensOf, use, visit } from "./visit.ts";

/** The given text and the written one, as the page shows them. */
const shownBy = (page: Page) =>
  page.evaluate(() =>
    [".given", ".written"].map((part) => document.querySelector(`[data-part=text] ${part}`)!.textContent!)
  );

const isReady = (page: Page) =>
  page.waitForFunction(
    () =>
      document.querySelector<HTMLElement>("[data-play]")!.dataset.state === "ready" &&
      document.querySelector<HTMLButtonElement>("[data-part=stop]")!.disabled,
    undefined,
    TIMEOUT,
  );

Deno.test({
  name: `a hasty reader of the pages with models${WHY_SKIPPED}`,
  ignore: !CHROMIUM,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    const folder = await Deno.makeTempDir(), site = join(folder, "site");
    const browser = await launchChromium();
    const address = (name: string) => pathToFileURL(join(site, "play", `${name}.html`)).href;
    try {
      await buildSite(site, {
        ...{ lessons: [], glossary: [], versions: ["student"], styles: join(layout.assets, "export") },
        play: { models: join(layout.assets, "models") },
      });
      await t.step(
        "the page says that the model is loaded",
        () =>
          visit(browser, address("lotto"), async (page) => {
            // Asked in the page's first moment: the worker's program is a megabyte, so nothing is loaded yet.
            assert.equal(await page.textContent("[data-part=status]"), "Loading the model …");
          }),
      );
      await t.step(
        "Stop ends an answer whose model was not loaded yet",
        () =>
          visit(browser, address("lotto"), async (page) => {
            await page.evaluate(() => {
              document.querySelector<HTMLElement>("button.main")!.click();
              document.querySelector<HTMLElement>("[data-part=stop]")!.click();
            });
            await page.waitForFunction(
              () => document.querySelector("[data-part=status]")!.textContent!.startsWith("Stopped."),
              undefined,
              TIMEOUT,
            );
          }),
      );
      await t.step(
        "a text that is changed just before a press of the button is the one that is continued",
        () =>
          visit(browser, address("writer"), async (page) => {
            await use.writer(page);
            await page.fill("[data-part=prompt]", "The owl");
            await page.click("[data-part=one]");
            await isReady(page);
            await page.waitForTimeout(400);
            const [given, written] = await shownBy(page);
            assert.equal(given, "The owl");
            assert.notEqual(written, "");
            assert.equal((await tokensOf(page)).length, 1);
          }),
      );
      await t.step(
        "a text that is changed while the model writes is not mixed with what it writes",
        () =>
          visit(browser, address("writer"), async (page) => {
            await use.writer(page);
            await page.fill("[data-part=length]", "200");
            await page.click("button.main");
            await page.waitForFunction(
              () =>
                JSON.parse(document.querySelector<HTMLElement>("[data-play]")!.dataset.tokens!).length > 5,
              undefined,
              TIMEOUT,
            );
            await page.fill("[data-part=prompt]", "The owl");
            await page.waitForTimeout(400);
            await isReady(page);
            assert.deepEqual(await shownBy(page), ["The owl", ""]);
          }),
      );
    } finally {
      await browser.close();
      await Deno.remove(folder, { recursive: true });
    }
  },
});
