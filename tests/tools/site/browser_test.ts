/**
 * The exported site in a real browser: no error, no request that leaves the machine, live figures, readable on a phone,
 * usable by keyboard, nothing cut off on a slide or on paper.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withLanguage } from "../../../lib/language.ts";
import { layout } from "../../../lib/tools/layout.ts";
import { courseNotebooks, readNotebook } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { buildSite, readGlossary, readLesson } from "../../../lib/tools/site/mod.ts";
import { CHROMIUM, launchChromium, WHY_SKIPPED } from "../../chromium.ts";
import { cutOff, faultySlides, seriousViolations, visit } from "./browser_page.ts";

/** The width of an A4 page between its margins, CSS pixels. */
const PAPER_WIDTH = 680;

Deno.test({
  name: `the exported site in a browser${WHY_SKIPPED}`,
  ignore: !CHROMIUM,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    const lessons = await Promise.all(
      (await courseNotebooks()).map(async (path) => readLesson(path, await readNotebook(path))),
    );
    const korean = await withLanguage("ko", async () =>
      await Promise.all(
        (await courseNotebooks("ko")).map(async (path) => readLesson(path, await readNotebook(path))),
      ));
    const folder = await Deno.makeTempDir();
    const site = join(folder, "site");
    const browser = await launchChromium();
    try {
      await buildSite(site, {
        lessons,
        korean,
        glossary: await readGlossary(join(layout.assets, "export", "glossary.json")),
        styles: join(layout.assets, "export"),
      });
      for (const colorScheme of ["light", "dark"] as const) {
        for (const name of ["index.html", "glossary.html", ...lessons.map((l) => `student/${l.name}.html`)]) {
          await t.step(
            `${name}, ${colorScheme}: no error, no request, no serious axe violation`,
            () =>
              visit(browser, join(site, name), async ({ page, complaints }) => {
                await page.waitForTimeout(300);
                assert.deepEqual(complaints, []);
                assert.deepEqual(await seriousViolations(page), []);
              }, { colorScheme }),
          );
        }
      }
      for (const { name } of lessons) {
        await t.step(
          `${name}: the teacher's page opens without an error, its figures drawn`,
          () =>
            visit(browser, join(site, "teacher", `${name}.html`), async ({ page, complaints }) => {
              await page.waitForTimeout(300);
              assert.deepEqual(complaints, []);
              const undrawn = await page.evaluate(() =>
                [...document.querySelectorAll(".course-figure")].filter((figure) => {
                  const drawing = figure.querySelector("svg, canvas, img, input, button, .course-hint"); // the last: a text to point at
                  return !drawing || drawing.getBoundingClientRect().width < 10 ||
                    figure.getBoundingClientRect().height < 30;
                }).length
              );
              assert.equal(undrawn, 0, "figures without a drawing");
            }),
        );
        await t.step(
          `${name}: no page is wider than a phone`,
          () =>
            visit(browser, join(site, "student", `${name}.html`), async ({ page }) => {
              assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
            }, { viewport: { width: 390, height: 800 } }),
        );
        await t.step(
          `${name}: nothing is cut off on paper`,
          () =>
            visit(browser, join(site, "teacher", `${name}.html`), async ({ page }) => {
              await page.emulateMedia({ media: "print" });
              assert.deepEqual(await page.evaluate(cutOff), []);
            }, { viewport: { width: PAPER_WIDTH, height: 1000 }, javaScriptEnabled: false }),
        );
        await t.step(
          `${name}: the quiz's answers stay shut on the student's paper, and are open on the teacher's`,
          async () => {
            for (const version of ["student", "teacher"]) {
              await visit(browser, join(site, version, `${name}.html`), async ({ page }) => {
                await page.emulateMedia({ media: "print" });
                const shown = await page.evaluate(() =>
                  [...document.querySelectorAll(".quiz details > div")].map((why) => why.checkVisibility())
                );
                assert.ok(shown.length > 0);
                assert.deepEqual([...new Set(shown)], [version === "teacher"], version);
              }, { javaScriptEnabled: false });
            }
          },
        );
        await t.step(
          `${name}: every slide has content, nothing is cut off on it, and it is not half empty`,
          () =>
            visit(browser, join(site, "teacher", `${name}-slides.html`), async ({ page, complaints }) => {
              await page.waitForSelector("body[data-ready]");
              assert.deepEqual(complaints, []);
              assert.deepEqual(await page.evaluate(faultySlides), []);
            }, { viewport: { width: 1280, height: 720 } }),
        );
      }
      // What the languages share is looked at in English; in Korean what depends on the length of words.
      const first = korean.slice(0, 1);
      const koreanPages = ["index.html", "glossary.html", ...first.map(({ name }) => `student/${name}.html`)];
      for (const name of first.length > 0 ? koreanPages : []) {
        await t.step(
          `ko/${name}: no error, no request, no serious axe violation`,
          () =>
            visit(browser, join(site, "ko", name), async ({ page, complaints }) => {
              await page.waitForTimeout(300);
              assert.deepEqual(complaints, []);
              assert.deepEqual(await seriousViolations(page), []);
            }),
        );
      }
      for (const { name } of korean) {
        await t.step(
          `ko/${name}: no page is wider than a phone, nothing is cut off on a slide`,
          async () => {
            await visit(
              browser,
              join(site, "ko", "student", `${name}.html`),
              async ({ page, complaints }) => {
                assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
                assert.deepEqual(complaints, []);
              },
              { viewport: { width: 390, height: 800 } },
            );
            await visit(
              browser,
              join(site, "ko", "teacher", `${name}-slides.html`),
              async ({ page, complaints }) => {
                await page.waitForSelector("body[data-ready]");
                assert.deepEqual(complaints, []);
                assert.deepEqual(await page.evaluate(faultySlides), []);
              },
              { viewport: { width: 1280, height: 720 } },
            );
          },
        );
      }
      for (const { name } of first) {
        await t.step(
          "the switch of language leads to the same section, and back",
          () =>
            visit(browser, join(site, "student", `${name}.html`), async ({ page }) => {
              // Not page.click(), which scrolls.
              const change = async (lang: string) => {
                await page.evaluate(() => document.querySelector<HTMLElement>("a.language")!.click());
                await page.waitForFunction((lang) => document.documentElement.lang === lang, lang);
                await page.waitForFunction(() => !location.hash.startsWith("#section-"));
              };
              const sectionNumber = () =>
                page.evaluate(() =>
                  [...document.querySelectorAll("main .text :is(h2, h3)[id]")]
                    .findIndex(({ id }) => id === decodeURIComponent(location.hash.slice(1)))
                );
              await page.evaluate(() =>
                document.querySelectorAll("main .text :is(h2, h3)[id]")[4].scrollIntoView()
              );
              await change("ko");
              assert.equal(await sectionNumber(), 4);
              await change("en");
              assert.equal(await sectionNumber(), 4);
            }),
        );
        await t.step(
          "Korean words do not break, and search finds them by part",
          () =>
            visit(browser, join(site, "ko", "index.html"), async ({ page }) => {
              assert.equal(
                await page.evaluate(() => getComputedStyle(document.querySelector("main p")!).wordBreak),
                "keep-all",
              );
              await page.fill(".search input", "토큰을");
              await page.waitForSelector('.search .hits a[href="glossary.html#token"]');
            }),
        );
      }
      await t.step(
        "a slide's answer waits for a click, and the key S opens the speaker's notes",
        () => {
          const withQuestion = lessons.find(({ number }) => number === "03")!;
          return visit(
            browser,
            join(site, "teacher", `${withQuestion.name}-slides.html`),
            async ({ page, complaints }) => {
              await page.waitForSelector("body[data-ready]");
              while (await page.locator("section.present .happened.fragment").count() === 0) {
                await page.keyboard.press("PageDown");
              }
              const happened = page.locator("section.present .happened").first();
              assert.equal(await happened.isVisible(), false);
              await page.keyboard.press("Space");
              await happened.waitFor({ state: "visible" });
              const text = await page.locator("section.present aside.notes").first().textContent();
              const [speaker] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("s")]);
              const shown = speaker.locator(".notes");
              assert.equal((await shown.textContent())?.trim(), text!.trim());
              assert.deepEqual(complaints, []);
            },
            { viewport: { width: 1280, height: 720 } },
          );
        },
      );
      await t.step(
        "a button copies a block of code, by keyboard",
        () =>
          visit(browser, join(site, "student", `${lessons[0].name}.html`), async ({ page }) => {
            const code = await page.locator("pre.source").first().textContent();
            const button = page.getByRole("button", { name: "Copy this code" }).first();
            await button.focus();
            await page.keyboard.press("Enter");
            await page.getByRole("button", { name: "Copied" }).waitFor();
            assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
          }, { permissions: ["clipboard-read", "clipboard-write"] }),
      );
      await t.step(
        "the table of contents marks the section that is read",
        () =>
          visit(browser, join(site, "student", `${lessons[0].name}.html`), async ({ page }) => {
            const marked = () =>
              page.evaluate(() =>
                [...document.querySelectorAll("aside [aria-current]")].map((link) => link.textContent)
              );
            assert.deepEqual(await marked(), []);
            const title = await page.evaluate(() => {
              const heading = document.querySelectorAll("main h2")[2];
              heading.scrollIntoView();
              return heading.textContent;
            });
            await page.waitForSelector("aside [aria-current]");
            assert.deepEqual(await marked(), [title]);
          }),
      );
      await t.step(
        "search finds a glossary term and a section by keyboard alone and goes there",
        () =>
          visit(browser, join(site, "index.html"), async ({ page }) => {
            await page.focus(".search input");
            await page.keyboard.type("corpus");
            await page.waitForSelector('.search .hits a[href^="glossary.html#"]');
            await page.fill(".search input", lessons[0].title);
            await page.waitForSelector('.search .hits a[href^="student/"]');
            await page.keyboard.press("ArrowDown");
            await page.keyboard.press("Enter");
            await page.waitForURL(/student\/.*\.html/, { timeout: 10_000 });
          }),
      );
      await t.step(
        "the first press of Tab offers to skip to the text",
        () =>
          visit(browser, join(site, "index.html"), async ({ page }) => {
            await page.keyboard.press("Tab");
            assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to the text");
          }),
      );
      await t.step(
        "the button turns the page dark, and the next page stays so",
        () =>
          visit(browser, join(site, "index.html"), async ({ page }) => {
            const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
            const light = await paper();
            await page.click("button.theme");
            const dark = await paper();
            assert.notEqual(dark, light);
            await page.goto(pathToFileURL(join(site, "glossary.html")).href);
            assert.equal(await paper(), dark);
          }, { colorScheme: "light" }),
      );
    } finally {
      await browser.close();
      await Deno.remove(folder, { recursive: true });
    }
  },
});
