/** The pages on WebGPU, emulated by the processor: the checks of choose_engine.ts pass, and the answers are the same. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { launchWithEmulatedGPU } from "../../../chromium.ts";
import { tokensOf, visit } from "./visit.ts";

/** Compiling the shaders of all operations takes a processor a while. */
const SLOW = { timeout: 300_000 };

const ANSWERS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  async attention(page) {
    await page.waitForSelector(".attention-explorer .map svg", SLOW);
    return await page.textContent("[data-part=next]");
  },
  async writer(page) {
    await page.waitForSelector("[data-part=candidates] button", SLOW);
    await page.fill("[data-part=length]", "3");
    await page.click("button.main"); // sampled, with a seed
    await page.waitForFunction(
      () =>
        JSON.parse(document.querySelector<HTMLElement>("[data-play]")!.dataset.tokens ?? "[]").length === 3,
      undefined,
      SLOW,
    );
    return await tokensOf(page);
  },
};

/** The steps; none where Chromium has no such GPU. */
export async function onWebGPU(t: Deno.TestContext, address: (name: string) => string): Promise<void> {
  const browser = await launchWithEmulatedGPU();
  try {
    const ignore = !await hasAdapter(browser, address("attention"));
    for (const [name, answer] of Object.entries(ANSWERS)) {
      await t.step({
        name: `${name} on WebGPU gives what it gives on WebAssembly and in plain JavaScript`,
        ignore,
        async fn() {
          const found: Record<string, unknown> = {};
          for (const engine of ["webgpu", "wasm", "cpu"]) {
            await visit(browser, `${address(name)}?engine=${engine}`, async (page, complaints) => {
              found[engine] = await answer(page);
              assert.equal(await page.getAttribute("[data-play]", "data-engine"), engine);
              assert.deepEqual(complaints, []);
            });
          }
          assert.deepEqual(found.webgpu, found.cpu);
          assert.deepEqual(found.wasm, found.cpu);
        },
      });
    }
    await t.step({
      name: "an emulated GPU is not used unless the address names it",
      ignore,
      fn: () =>
        visit(browser, address("attention"), async (page) => {
          await page.waitForSelector("[data-engine]", SLOW);
          assert.equal(await page.getAttribute("[data-play]", "data-engine"), "wasm");
        }),
    });
  } finally {
    await browser.close();
  }
}

async function hasAdapter(browser: Browser, address: string): Promise<boolean> {
  let has = false;
  await visit(browser, address, async (page) => {
    has = await page.evaluate(async () => await (navigator as Navigator).gpu?.requestAdapter() != null);
  });
  return has;
}
