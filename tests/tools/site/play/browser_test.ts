/**
 * The pages with models in a real browser, from a file and from a static server: they work, ask no network, and give the
 * tokens that the notebooks get from the same models.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions } from "playwright-core";
import { useDevice } from "../../../../lib/engine/mod.ts";
import { generate, type Model } from "../../../../lib/gpt/mod.ts";
import type { Purchase } from "../../../../lib/lotto/mod.ts";
import { END, scratchpadPrompt, TICKET_NUMBER_TOKENS } from "../../../../lib/lotto/scratchpad/mod.ts";
import { disposeParams } from "../../../../lib/nn/mod.ts";
import { withLanguage } from "../../../../lib/language.ts";
import { layout } from "../../../../lib/tools/layout.ts";
import { courseNotebooks, readNotebook } from "../../../../lib/tools/notebook_file/notebook_file.ts";
import { buildSite, readGlossary, readLesson } from "../../../../lib/tools/site/mod.ts";
import { type OwnModel, readOwnModels } from "../../../../lib/tools/site/play/own_models.ts";
import { unpackTokenizer } from "../../../../lib/tools/site/play/page_tokenizer.ts";
import { readModel } from "../../../../lib/tools/site/play/worker/answers.ts";
import { CHROMIUM, launchChromium, WHY_SKIPPED } from "../../../chromium.ts";
import { englishTexts } from "./english_texts.ts";
import { onWebGPU } from "./webgpu.ts";
import { oddInputs } from "./odd_inputs.ts";
import { PAGES, seriousViolations, serve, TIMEOUT, tokensOf, use, visit } from "./visit.ts";

/** What a notebook gets from `generate`. */
async function inNotebook(model: Model, prompt: number[], o: Partial<Parameters<typeof generate>[2]>) {
  const tokens: number[] = [];
  for await (const { tokens: [token] } of generate(model, [prompt], { maxNewTokens: 1, ...o })) {
    if (token !== null) tokens.push(token);
  }
  return tokens;
}

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
      const opened = async (model: OwnModel, run: (model: Model) => Promise<void>) => {
        const tensors = readModel(model);
        await run(tensors).finally(() => disposeParams(tensors.params));
      };
      await t.step(
        "ten purchases: the page's tokens are the notebook's",
        () =>
          opened(own.lotto, (model) =>
            visit(browser, fromFile("lotto"), async (page) => {
              const purchases: (Purchase & { seed: number })[] = Array.from({ length: 10 }, (_, i) => ({
                money: i === 9 ? 2500 : 1000 * (1 + i % 2),
                winning: i === 7 ? [3, 3, 17, 28, 36, 42] : [3, 11, 17, 28, 36, 42].map((n) => n - i % 3),
                bonus: i === 6 ? 42 : 9,
                seed: 1 + i,
              }));
              for (const { seed, ...purchase } of purchases) {
                const prompt = scratchpadPrompt(purchase);
                await page.fill("[data-part=money]", String(purchase.money));
                await page.fill("[data-part=winning]", purchase.winning.join(", "));
                await page.fill("[data-part=bonus]", String(purchase.bonus));
                await page.fill("[data-part=seed]", String(seed));
                await page.evaluate(() =>
                  delete document.querySelector<HTMLElement>("[data-play]")!.dataset.tokens
                );
                await page.click("button.main");
                await page.waitForSelector("[data-tokens]", TIMEOUT);
                assert.deepEqual(
                  await tokensOf(page),
                  await inNotebook(model, prompt, {
                    maxNewTokens: model.config.blockSize - prompt.length,
                    ...{ stopTokens: [END], sampleOnly: TICKET_NUMBER_TOKENS, seed },
                  }),
                  JSON.stringify({ ...purchase, seed }),
                );
              }
            })),
      );
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
      await t.step(
        "ten beginnings: the writer's greedy tokens are the notebook's",
        () =>
          opened(own.writer, (model) =>
            visit(browser, fromFile("writer"), async (page) => {
              const tokenizer = unpackTokenizer(own.writer.tokenizer!);
              const beginnings = [
                "The",
                "The owl",
                "Petra said",
                "In the morning",
                '"I think',
                "A wizard",
                "It was",
                "The clock",
                "She opened",
                "한글",
              ];
              await page.waitForSelector("[data-part=candidates] button", TIMEOUT);
              await page.fill("[data-part=temperature]", "0");
              await page.fill("[data-part=length]", "20");
              for (const beginning of beginnings) {
                await page.fill("[data-part=prompt]", beginning);
                await page.waitForFunction(
                  (text) => document.querySelector("[data-part=text] .given")?.textContent === text,
                  beginning,
                  TIMEOUT,
                );
                await page.click("button.main");
                await page.waitForFunction(
                  () => {
                    const { state, tokens = "[]" } =
                      document.querySelector<HTMLElement>("[data-play]")!.dataset;
                    return state === "ready" && JSON.parse(tokens).length >= 20;
                  },
                  undefined,
                  TIMEOUT,
                );
                const expected = await inNotebook(model, tokenizer.encode(beginning), {
                  maxNewTokens: 20,
                  temperature: 0,
                });
                assert.deepEqual(await tokensOf(page), expected, beginning);
              }
            })),
      );

      await t.step(
        "a worker that dies in the middle is started again, and the answer is the same",
        () =>
          visit(browser, fromFile("lotto"), async (page) => {
            await use.lotto(page);
            const tokens = await tokensOf(page);
            await page.evaluate(() =>
              delete document.querySelector<HTMLElement>("[data-play]")!.dataset.tokens
            );
            await page.click("button.main");
            await page.waitForFunction(
              () => document.querySelectorAll(".grid button").length > 25,
              undefined,
              TIMEOUT,
            );
            await page.evaluate(() =>
              (globalThis as unknown as { workers: Worker[] }).workers[0].terminate()
            );
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
              await page.evaluate(() =>
                (globalThis as unknown as { workers: Worker[] }).workers[0].terminate()
              );
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
