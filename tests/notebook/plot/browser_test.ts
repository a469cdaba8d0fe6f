/** The figures in a real browser: live where scripts run, a picture where they don't. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { attentionExplorer } from "../../../lib/notebook/plot/attention_explorer.ts";
import { attentionMap } from "../../../lib/notebook/plot/attention_map.ts";
import { flowDiagram } from "../../../lib/notebook/plot/flow_diagram.ts";
import { generationSteps } from "../../../lib/notebook/plot/generation_steps.ts";
import { lineChart } from "../../../lib/notebook/plot/line_chart.ts";
import { type Broadcast, lossCurve } from "../../../lib/notebook/plot/loss_curve.ts";
import { PLOTLY_FILE, plotlyFolder } from "../../../lib/notebook/plot/plotly_library.ts";
import { stageDiagram } from "../../../lib/notebook/plot/stage_diagram.ts";
import { tokenSources } from "../../../lib/notebook/plot/token_sources.ts";
import { tokenStrip } from "../../../lib/notebook/plot/token_strip.ts";
import { show } from "./bundle.ts";
import { CHROMIUM, launchChromium, WHY_SKIPPED } from "../../chromium.ts";

interface PageOptions {
  /** "jupyter": under a Jupyter server's base URL; "export": beside the page; "nowhere": not reachable. */
  readonly library?: "jupyter" | "export" | "nowhere";
  readonly scripts?: boolean;
  readonly dark?: boolean;
  readonly head?: string;
}

/** Opens `body` as a page would hold it, runs `check`, and fails on any error that the page reports. */
async function onPage(browser: Browser, body: string, o: PageOptions, check: (page: Page) => Promise<void>) {
  const { library = "export", scripts = true, dark = false, head = "" } = o;
  const config = library === "jupyter"
    ? `<script id="jupyter-config-data" type="application/json">{"baseUrl": "/user/a/"}</script>`
    : "";
  const html =
    `<!doctype html><html><head><meta charset="utf-8"><link rel="icon" href="data:,">${head}</head>` +
    `<body data-jp-theme-light="${!dark}" style="background: ${dark ? "#111" : "#fff"}; ` +
    `color: ${dark ? "rgb(230, 230, 230)" : "rgb(20, 20, 20)"}">${config}${body}</body></html>`;
  const served =
    { jupyter: `/user/a/static/${PLOTLY_FILE}`, export: `/assets/${PLOTLY_FILE}`, nowhere: "" }[library];
  const script = await Deno.readTextFile(join(plotlyFolder(), PLOTLY_FILE));
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, ({ url }) => {
    const { pathname } = new URL(url);
    if (pathname === "/page.html") return new Response(html, { headers: { "content-type": "text/html" } });
    if (pathname === served) return new Response(script, { headers: { "content-type": "text/javascript" } });
    return new Response("", { status: 404 });
  });
  const context = await browser.newContext({ javaScriptEnabled: scripts });
  try {
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      const missing = message.text().includes("404");
      if (message.type() === "error" && !missing) problems.push(message.text());
    });
    page.on("dialog", (dialog) => {
      problems.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    await page.goto(`http://127.0.0.1:${server.addr.port}/page.html`);
    await check(page);
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
  }
}

const live = (page: Page) => page.waitForSelector(".js-plotly-plot .scatterlayer .trace");

const evil = `</script><script>alert("from the corpus")</script>`;
const chart = lineChart([
  { name: "train", x: [1, 2, 3], y: [3, 2, 1] },
  { name: evil, x: [1, 2, 3], y: [4, 3, 2] },
], { title: "Loss" });

const given = (text: string) => ({ text, from: [], rule: "given" });
const sums = tokenSources(
  [given("2"), given(evil), { text: "5", from: [0, 1], rule: "2 + 3" }, given("end")],
  {
    columns: 3,
    examples: [{ name: "a sum", token: 2 }, { name: "the end", token: 3 }],
  },
);

const checks: Record<string, (browser: Browser) => Promise<void>> = {
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

  "every figure is a picture where scripts are off": async (browser) => {
    const figures = [
      chart,
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
};

async function assertPicture(page: Page, atLeast: number): Promise<void> {
  const image = page.locator(".course-figure img");
  assert.ok((await image.boundingBox())!.width >= atLeast);
  assert.ok(
    await image.evaluate((img) =>
      (img as HTMLImageElement).complete && (img as HTMLImageElement).naturalWidth > 0
    ),
  );
  assert.ok((await image.getAttribute("alt"))!.length > 0);
}

Deno.test({
  name: `in a browser${WHY_SKIPPED}`,
  ignore: !CHROMIUM,
  async fn(t) {
    const browser = await launchChromium();
    try {
      for (const [name, check] of Object.entries(checks)) await t.step(name, () => check(browser));
    } finally {
      await browser.close();
    }
  },
});
