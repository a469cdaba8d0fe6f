/** A worker that dies is started again, and the page says so. */
import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { TIMEOUT, tokensOf, use, visit } from "./visit.ts";

export async function dyingWorker(
  t: Deno.TestContext,
  browser: Browser,
  fromFile: (name: string) => string,
): Promise<void> {
  await t.step(
    "a worker that dies in the middle is started again, and the answer is the same",
    () =>
      visit(browser, fromFile("lotto"), async (page) => {
        await use.lotto(page);
        const tokens = await tokensOf(page);
        await page.evaluate(() => delete document.querySelector<HTMLElement>("[data-play]")!.dataset.tokens);
        await page.click("button.main");
        await page.waitForFunction(
          () => document.querySelectorAll(".grid button").length > 25,
          undefined,
          TIMEOUT,
        );
        await page.evaluate(() => (globalThis as unknown as { workers: Worker[] }).workers[0].terminate());
        await page.waitForFunction(
          () => document.querySelector("[data-part=status]")!.textContent!.includes("started again"),
          undefined,
          TIMEOUT,
        );
        await page.waitForSelector("[data-tokens]", TIMEOUT);
        assert.deepEqual(await tokensOf(page), tokens);
      }),
  );
  const next: Record<string, [field: string, text: string, part: string, expected: RegExp]> = {
    tokenizer: ["text", "low", "bytes-count", /^3 bytes/],
    attention: ["text", "abcdefghabc", "next", /next letter: d/],
    writer: ["prompt", "The owl", "text", /^The owl$/],
  };
  for (const [name, [field, text, part, expected]] of Object.entries(next)) {
    await t.step(
      `${name}: a worker that dies while nothing is asked is started again`,
      () =>
        visit(browser, fromFile(name), async (page) => {
          await use[name](page);
          await page.evaluate(() => (globalThis as unknown as { workers: Worker[] }).workers[0].terminate());
          await page.fill(`[data-part=${field}]`, text);
          await page.waitForFunction(
            () => document.querySelector("[data-part=status]")!.textContent!.includes("started again"),
            undefined,
            TIMEOUT,
          );
          await page.waitForSelector("[data-state=ready]", TIMEOUT);
          await page.waitForFunction(
            ({ part, expected }) =>
              new RegExp(expected).test(document.querySelector(`[data-part="${part}"]`)!.textContent!),
            { part, expected: expected.source },
            TIMEOUT,
          );
        }),
    );
  }
}
