/** Charts (plotly) in a real browser: live where the library can be loaded, else a picture. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { lineChart } from "../../../lib/notebook/plot/line_chart.ts";
import { type Broadcast, lossCurve } from "../../../lib/notebook/plot/loss_curve.ts";
import { PLOTLY_FILE } from "../../../lib/notebook/plot/plotly_library.ts";
import { assertPicture, evil, onPage, testInBrowser } from "./browser_page.ts";
import { show } from "./bundle.ts";

const live = (page: Page) => page.waitForSelector(".js-plotly-plot .scatterlayer .trace");

const chart = lineChart([
  { name: "train", x: [1, 2, 3], y: [3, 2, 1] },
  { name: evil, x: [1, 2, 3], y: [4, 3, 2] },
], { title: "Loss" });

testInBrowser("charts in a browser", {
  "a chart is live in JupyterLab, drawn once, with markup as text": async (browser) => {
    const { html } = await show(chart);
    await onPage(browser, html, { library: "jupyter" }, async (page) => {
      await live(page);
      assert.equal(await page.locator(".course-figure img").count(), 0);
      assert.equal(await page.locator(".scatterlayer .trace").count(), 2);
      assert.deepEqual(await page.locator(".legendtext").allTextContents(), ["train", evil]);
      const buttons = await page.locator(".modebar-btn").evaluateAll((all) =>
        all.map((b) => b.getAttribute("data-title"))
      );
      assert.ok(buttons.includes("Reset axes"));
      assert.ok(!buttons.some((title) => /share|cloud|studio/i.test(title!)), "no button sends data away");
    });
  },

  "two charts of an exported page load the library once": async (browser) => {
    const html = (await show(chart)).html + (await show(lossCurve())).html;
    await onPage(browser, html, { library: "export" }, async (page) => {
      await page.waitForFunction(() =>
        document.querySelectorAll(".js-plotly-plot .cartesianlayer .subplot").length === 2
      );
      assert.equal(await page.locator(`script[src$="${PLOTLY_FILE}"]`).count(), 1);
    });
  },

  "an AMD loader on the page does not take the library": async (browser) => {
    const head =
      "<script>function define() { throw new Error('define() was called'); } define.amd = {};</script>";
    const { html } = await show(chart);
    await onPage(browser, html, { head }, async (page) => {
      await live(page);
    });
  },

  "a chart stays a picture where the library is not reachable": async (browser) => {
    const { html } = await show(chart);
    await onPage(browser, html, { library: "nowhere" }, async (page) => {
      await page.waitForFunction(() => document.querySelectorAll("script[src]").length === 2);
      await page.waitForTimeout(100);
      await assertPicture(page, 720);
    });
  },

  "a chart takes the page's ink and follows a change of theme": async (browser) => {
    const { html } = await show(chart);
    const ink = (page: Page) =>
      page.locator(".xtick text").first().evaluate((text) => getComputedStyle(text).fill);
    await onPage(browser, html, { dark: true }, async (page) => {
      await live(page);
      assert.equal(await ink(page), "rgb(230, 230, 230)");
      await page.evaluate(() => {
        document.body.style.color = "rgb(1, 2, 3)";
        document.body.dataset.jpThemeLight = "true";
      });
      await page.waitForFunction(() =>
        getComputedStyle(document.querySelector(".xtick text")!).fill === "rgb(1, 2, 3)"
      );
    });
  },

  "the label under the pointer can be read on a dark page": async (browser) => {
    const { html } = await show(chart);
    await onPage(browser, html, { dark: true }, async (page) => {
      await live(page);
      const plot = (await page.locator(".nsewdrag").first().boundingBox())!;
      await page.mouse.move(plot.x + plot.width / 2, plot.y + plot.height / 2);
      const label = page.locator(".hoverlayer .legend");
      await label.waitFor();
      const fill = (selector: string) =>
        label.locator(selector).first().evaluate((e) => getComputedStyle(e).fill);
      assert.equal(await fill("rect.bg"), "rgb(255, 255, 255)");
      assert.equal(await fill("text"), "rgb(36, 41, 47)");
    });
  },

  "a loss curve grows in place while it trains": async (browser) => {
    const outputs: Record<string, string> = {};
    const broadcast: Broadcast = (_type, content) => {
      const { data, transient } = content as {
        data: Record<string, string>;
        transient: { display_id: string };
      };
      outputs[transient.display_id] = data["text/html"];
      return Promise.resolve();
    };
    const curve = lossCurve({ updateEveryMs: 0, tokensPerStep: 768 }, broadcast);
    await curve.show();
    const [figure, status] = Object.keys(outputs);
    await onPage(browser, outputs[figure] + `<div id="status"></div>`, {}, async (page) => {
      const update = (html: string) =>
        page.evaluate((html) => {
          const element = document.getElementById("status")!;
          element.replaceChildren(document.createRange().createContextualFragment(html));
        }, html);
      const drawn = () =>
        page.evaluate(() =>
          (document.querySelector(".js-plotly-plot") as unknown as {
            data: { name: string; x: number[] }[];
          }).data.filter((trace) => trace.name).map((trace) => [trace.name, trace.x.length])
        );
      for (let step = 1; step <= 3; step++) {
        curve.add({ step, train: 4 / step, ...(step === 3 ? { heldOut: 2 } : {}) });
        await update(outputs[status]);
        await page.waitForFunction((step) => {
          const plot = document.querySelector(".js-plotly-plot") as unknown as
            | { data?: { x: number[] }[] }
            | null;
          return plot?.data?.[0].x.length === step;
        }, step);
      }
      assert.deepEqual(await drawn(), [["train, each step", 3], ["train, smoothed", 3], ["held out", 1]]);
      assert.match(
        (await page.locator("#status p").textContent())!,
        /^step 3 · train loss 1\.333 · held-out loss 2\.000/,
      );
      assert.equal(await page.locator(".course-figure").count(), 1);
    });
    await curve.finish();
  },
});
