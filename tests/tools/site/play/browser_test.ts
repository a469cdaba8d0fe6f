/**
 * The pages with models in a real browser, from a file and from a static server: they work, ask no network, and give the
 * tokens that the notebooks get from the same models.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions } from "playwright-core";
import { useDevice } from "../../../../lib/engine/mod.ts";
import { withLanguage } from "../../../../lib/language.ts";
import { layout } from "../../../../lib/tools/layout.ts";
import { courseNotebooks, readNotebook } from "../../../../lib/tools/notebook_file/notebook_file.ts";
import { buildSite, readGlossary, readLesson } from "../../../../lib/tools/site/mod.ts";
import { readOwnModels } from "../../../../lib/tools/site/play/own_models.ts";
import { CHROMIUM, launchChromium, WHY_SKIPPED } from "../../../chromium.ts";
import { dyingWorker } from "./dying_worker.ts";
import { englishTexts } from "./english_texts.ts";
import { onWebGPU } from "./webgpu.ts";
import { oddInputs } from "./odd_inputs.ts";
import { sameTokens } from "./same_tokens.ts";
import { PAGES, seriousViolations, serve, TIMEOUT, use, visit } from "./visit.ts";

/** The files in a folder and in those below it, by their paths in it. */
async function* walk(folder: string, below = ""): AsyncGenerator<{ path: string }> {
  for await (const { name, isDirectory } of Deno.readDir(join(folder, below))) {
    const path = `${below}${name}`;
    if (isDirectory) yield* walk(folder, `${path}/`);
    else yield { path };
  }
}

Deno.test({
  name: `the pages with models in a browser${WHY_SKIPPED}`,
  ignore: !CHROMIUM,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    const paths = (await courseNotebooks()).filter((path) => path.includes("07-"));
    const lessonsOf = (paths: readonly string[]) =>
      Promise.all(paths.map(async (path) => readLesson(path, await readNotebook(path))));
    const lessons = await lessonsOf(paths);
    const korean = await withLanguage(
      "ko",
      async () => await lessonsOf((await courseNotebooks("ko")).filter((path) => path.includes("07-"))),
    );
    const folder = await Deno.makeTempDir(), site = join(folder, "site");
    const models = join(layout.assets, "models"), own = await readOwnModels(models);
    const browser = await launchChromium();
    const fromFile = (name: string) => pathToFileURL(join(site, "play", `${name}.html`)).href;
    try {
      await buildSite(site, {
        ...{ lessons, korean, versions: ["student"], play: { models } },
        glossary: await readGlossary(join(layout.assets, "export", "glossary.json")),
        styles: join(layout.assets, "export"),
      });
      await using server = serve(site);
      const looks: [string, (name: string) => string, BrowserContextOptions][] = [
        ["a file, wide, light", fromFile, { colorScheme: "light" }],
        ["a file, a phone, dark", fromFile, { colorScheme: "dark", viewport: { width: 390, height: 800 } }],
        ["a server, wide, dark", (name) => `${server.address}/play/${name}.html`, { colorScheme: "dark" }],
      ];
      for (const [from, address, options] of looks) {
        for (const name of PAGES) {
          await t.step(
            `${name} from ${from}: works, no request out, no error, no serious axe violation`,
            () =>
              visit(browser, address(name), async (page, complaints) => {
                await use[name](page);
                assert.deepEqual(complaints, []);
                assert.deepEqual(await seriousViolations(page), []);
                assert.ok(
                  await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
                  "too wide",
                );
              }, options),
          );
        }
      }
      for (const name of PAGES) {
        await t.step(
          `${name}: without scripts and on paper there is a picture, and no form`,
          () =>
            visit(browser, fromFile(name), async (page) => {
              await page.emulateMedia({ media: "print" });
              assert.ok(await page.isVisible("[data-no-script]"));
              assert.ok(!await page.isVisible("[data-live]"));
            }, { javaScriptEnabled: false }),
        );
      }
      await t.step("everything that a page loads is at most 6 MB", async () => {
        for (const name of PAGES) {
          let bytes = 0;
          await visit(browser, `${server.address}/play/${name}.html`, async (page) => {
            page.on("response", async (response) => bytes += (await response.body().catch(() => "")).length);
            await page.reload();
            await use[name](page);
            await page.waitForTimeout(300);
          });
          assert.ok(bytes > 100_000 && bytes <= 6e6, `${name}: ${bytes} bytes`);
        }
      });
      await t.step(
        "the figure in notebook 07's page loads the model at the first use and answers",
        () =>
          visit(
            browser,
            pathToFileURL(join(site, "student", `${lessons[0].name}.html`)).href,
            async (page, complaints) => {
              assert.equal(await page.evaluate(() => "courseModels" in globalThis), false);
              await use.lotto(page);
              assert.match(await page.textContent(".play [data-part=verdict]") ?? "", /✓/);
              assert.deepEqual(complaints, []);
            },
          ),
      );

      await useDevice();
      await sameTokens(t, browser, fromFile, own);
      await t.step(
        "a written token shows its probability: when one points at it, and by keyboard",
        () =>
          visit(browser, fromFile("writer"), async (page) => {
            await page.waitForSelector("[data-part=candidates] button", TIMEOUT);
            await page.fill("[data-part=length]", "5");
            await page.click("button.main");
            await page.waitForSelector("[data-part=text] .written span[tabindex]", TIMEOUT);
            const tip = page.locator("[data-part=text] [role=tooltip]");
            assert.ok(await tip.isHidden());
            await page.hover("[data-part=text] .written span");
            assert.match(await tip.innerText(), /^.+: (< )?[\d.]+ %\nlikeliest here:\n[\d.]+ % {2}/);
            const first = await tip.innerText();
            await page.focus("[data-part=text] .written span[tabindex='0']");
            await page.keyboard.press("End");
            assert.notEqual(await tip.innerText(), first);
          }),
      );
      await dyingWorker(t, browser, fromFile);
      await t.step(
        "a page that is loaded needs no network: it answers offline",
        () =>
          visit(browser, `${server.address}/play/lotto.html`, async (page, complaints) => {
            await page.waitForSelector("[data-engine]", TIMEOUT);
            await page.context().setOffline(true);
            await use.lotto(page);
            assert.match(await page.textContent("[data-part=verdict]") ?? "", /✓/);
            assert.deepEqual(complaints, []);
          }),
      );
      await t.step(
        "Stop ends an answer, and the next one begins anew",
        () =>
          visit(browser, fromFile("lotto"), async (page) => {
            await page.fill("[data-part=money]", "20000");
            await page.click("button.main");
            await page.waitForFunction(
              () => document.querySelectorAll(".grid button").length > 20,
              undefined,
              TIMEOUT,
            );
            await page.click("[data-part=stop]");
            await page.waitForSelector("[data-state=ready]", TIMEOUT);
            assert.match(await page.textContent("[data-part=status]") ?? "", /^Stopped/);
            await page.fill("[data-part=money]", "1000");
            await use.lotto(page);
            assert.match(await page.textContent("[data-part=verdict]") ?? "", /✓/);
          }),
      );
      await t.step("the Korean pages show no English but data: before, and after an answer", async (t) => {
        for (const name of PAGES) {
          await t.step(
            name,
            () =>
              visit(browser, pathToFileURL(join(site, "ko", "play", `${name}.html`)).href, async (page) => {
                await use[name](page);
                assert.deepEqual(await englishTexts(page), []);
                if (name !== "lotto") return;
                await page.fill("[data-part=winning]", "1, 2, 3, 4, 5, 6, 7, 8");
                await page.click("button.main");
                assert.match(
                  await page.textContent("[data-part=verdict]") ?? "",
                  /당첨 번호는 7개까지인데 8개/,
                );
                await page.fill("[data-part=seed]", "x");
                await page.fill("[data-part=winning]", "1, 2, 3, 4, 5, 6");
                await page.click("button.main");
                assert.deepEqual(await englishTexts(page), []);
              }),
          );
        }
      });
      await onWebGPU(t, fromFile);
      await t.step("below a path, with strict types, every page of the site has all its files", async () => {
        for await (const { path } of walk(site)) {
          if (!path.endsWith(".html")) continue;
          await visit(browser, `${server.address}/${path}`, async (page, complaints) => {
            await page.waitForLoadState("networkidle");
            assert.deepEqual(complaints, [], path);
          });
        }
        assert.deepEqual(server.missing, []);
      });
      await t.step("hostile and odd inputs: text stays text, and the page says what it did", async (t) => {
        for (const name of PAGES) await oddInputs(t, { browser, name, address: fromFile(name) });
      });
    } finally {
      await browser.close();
      await Deno.remove(folder, { recursive: true });
    }
  },
});
