/** Drawings and interactive figures in a real browser: live where scripts run, a picture where they do not. */
import assert from "node:assert/strict";
import { attentionExplorer } from "../../../lib/notebook/plot/attention_explorer.ts";
import { attentionMap } from "../../../lib/notebook/plot/attention_map.ts";
import { flowDiagram } from "../../../lib/notebook/plot/flow_diagram.ts";
import { generationSteps } from "../../../lib/notebook/plot/generation_steps.ts";
import { lineChart } from "../../../lib/notebook/plot/line_chart.ts";
import { stageDiagram } from "../../../lib/notebook/plot/stage_diagram.ts";
import { tokenSources } from "../../../lib/notebook/plot/token_sources.ts";
import { tokenStrip } from "../../../lib/notebook/plot/token_strip.ts";
import { assertPicture, evil, onPage, testInBrowser } from "./browser_page.ts";
import { show } from "./bundle.ts";

const given = (text: string) => ({ text, from: [], rule: "given" });
const sums = tokenSources(
  [given("2"), given(evil), { text: "5", from: [0, 1], rule: "2 + 3" }, given("end")],
  {
    columns: 3,
    examples: [{ name: "a sum", token: 2 }, { name: "the end", token: 3 }],
  },
);

testInBrowser("figures in a browser", {
  "every figure is a picture where scripts are off": async (browser) => {
    const figures = [
      lineChart([{ name: evil, x: [1, 2, 3], y: [4, 3, 2] }]),
      attentionExplorer([[[[1, 0], [0.5, 0.5]]]], ["a", evil]),
      attentionMap([[1, 0], [0.5, 0.5]], ["a", evil]),
      tokenStrip([{ text: evil, id: 1 }]),
      generationSteps(["a"], [{ candidates: [{ text: evil, probability: 1 }], chosen: 0 }]),
      stageDiagram([{ name: "a", stages: [{ name: evil, text: evil }] }]),
      flowDiagram([{ name: evil, text: evil, group: evil, row: 0, column: 0 }]),
      sums,
    ];
    for (const figure of figures) {
      await onPage(browser, (await show(figure)).html, { scripts: false }, (page) => assertPicture(page, 60));
    }
  },

  "the generation loop is stepped through by buttons and slider, and names the token taken": async (
    browser,
  ) => {
    const candidates = [{ text: " hat", probability: 0.25 }, { text: evil, probability: 0.75 }];
    const steps = [{ candidates, chosen: 1 }, { candidates, chosen: 0 }];
    await onPage(browser, (await show(generationSteps(["The"], steps))).html, {}, async (page) => {
      const [back, next] = [page.getByText("◀ back"), page.getByText("next token ▶")];
      assert.ok(await back.isDisabled());
      assert.equal(await page.getByText("75.0 % ◂ chosen").count(), 1);
      await next.click();
      assert.ok(await next.isDisabled());
      assert.equal(await page.getByText("25.0 % ◂ chosen").count(), 1);
      assert.equal(await page.getByText("step 2 of 2").count(), 1);
      const text = await page.locator("[aria-live]").textContent();
      assert.ok(text!.startsWith("The<") && text!.endsWith("·hat"), text!);
      await page.locator("input[type=range]").fill("0");
      assert.equal(await page.getByText("step 1 of 2").count(), 1);
    });
  },

  "a drawing becomes part of the page: no card, the page's ink, text on hover": async (browser) => {
    const { html } = await show(tokenStrip([{ text: " <b>", id: 7 }]));
    await onPage(browser, html, { dark: true }, async (page) => {
      const svg = page.locator(".course-figure > svg");
      assert.equal(await svg.getAttribute("aria-label"), "1 token: ·<b>");
      assert.equal(await svg.locator(".card").count(), 0);
      assert.equal(await svg.locator("title").first().textContent(), `token 0: " <b>", id 7`);
      assert.equal(
        await svg.locator("text").first().evaluate((text) => getComputedStyle(text).fill),
        "rgb(230, 230, 230)",
      );
    });
  },

  "tokens and their sources: mouse, keyboard and buttons choose, arrows lead to the sources, and a phone scrolls inside":
    async (
      browser,
    ) => {
      await onPage(browser, (await show(sums)).html, { dark: true }, async (page) => {
        await page.setViewportSize({ width: 360, height: 700 });
        const figure = page.locator(".token-sources"), says = figure.locator(".says");
        const token = (i: number) => figure.locator(".token").nth(i), arrows = figure.locator("path");
        assert.equal(await says.textContent(), `5 follows from 2 and ${evil}: 2 + 3`);
        assert.deepEqual([await arrows.count(), await figure.locator(".token.source").count()], [2, 2]);
        await token(0).hover();
        assert.equal(await says.textContent(), "2: given");
        assert.equal(await arrows.count(), 0);
        await token(0).focus();
        await page.keyboard.press("ArrowDown");
        assert.equal(await says.textContent(), "end: given");
        await page.keyboard.press("ArrowLeft");
        assert.equal(await token(2).getAttribute("aria-pressed"), "true");
        await figure.getByText("the end").click();
        assert.equal(await token(3).getAttribute("aria-pressed"), "true");
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360));
      });
    },

  "the attention explorer answers mouse and keyboard, and fits a phone": async (browser) => {
    const back = [[1, 0, 0], [1, 0, 0], [0, 1, 0]], self = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    const { html } = await show(attentionExplorer([[back, self]], ["a", "<b>", "c"], { title: "Heads" }));
    await onPage(browser, html, { dark: true }, async (page) => {
      await page.setViewportSize({ width: 360, height: 700 });
      const figure = page.locator(".course-figure"), says = figure.locator(".says");
      assert.equal(await figure.locator("img").count(), 0);
      const token = (i: number) => figure.locator(".strip button").nth(i);
      assert.equal(await says.textContent(), "layer 1, head 1: c (2) looks at <b> (1) 100 %");
      await token(1).hover();
      assert.equal(await says.textContent(), "layer 1, head 1: <b> (1) looks at a (0) 100 %");
      await token(0).focus();
      await page.keyboard.press("End");
      assert.equal(await token(2).evaluate((button) => button === document.activeElement), true);
      await figure.locator("input").first().focus();
      await page.keyboard.press("ArrowRight");
      assert.equal(await says.textContent(), "layer 1, head 2: c (2) looks at c (2) 100 %");
      const map = (await figure.locator(".map svg > rect").first().boundingBox())!;
      await page.mouse.move(map.x + map.width * 0.5, map.y + map.height * 0.5);
      assert.equal(await says.textContent(), "layer 1, head 2: <b> (1) looks at <b> (1): 100 %");
      assert.ok(
        await page.evaluate(() => document.documentElement.scrollWidth <= 360),
        "no sideways scrolling",
      );
      const alphas = await figure.locator("canvas").nth(1).evaluate((canvas) =>
        [...(canvas as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, 3, 3).data]
          .filter((_, i) => i % 4 === 3)
      );
      assert.deepEqual(alphas, [255, 0, 0, 0, 255, 0, 0, 0, 255]);
    });
  },
});
