/** Opens figures in a real browser, as a notebook, an exported page or a mail would hold them. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { PLOTLY_FILE, plotlyFolder } from "../../../lib/notebook/plot/plotly_library.ts";
import { CHROMIUM, launchChromium, WHY_SKIPPED } from "../../chromium.ts";

interface PageOptions {
  /** "jupyter": under a Jupyter server's base URL; "export": beside the page; "nowhere": not reachable. */
  readonly library?: "jupyter" | "export" | "nowhere";
  readonly scripts?: boolean;
  readonly dark?: boolean;
  readonly head?: string;
}

/** Opens `body` as a page would hold it, runs `check`, and fails on any error that the page reports. */
export async function onPage(
  browser: Browser,
  body: string,
  o: PageOptions,
  check: (page: Page) => Promise<void>,
) {
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

/** A text that would run a script where markup is not escaped. */
export const evil = `</script><script>alert("from the corpus")</script>`;

export async function assertPicture(page: Page, atLeast: number): Promise<void> {
  const image = page.locator(".course-figure img");
  assert.ok((await image.boundingBox())!.width >= atLeast);
  assert.ok(
    await image.evaluate((img) =>
      (img as HTMLImageElement).complete && (img as HTMLImageElement).naturalWidth > 0
    ),
  );
  assert.ok((await image.getAttribute("alt"))!.length > 0);
}

/** A test with one step for each check, all in one browser. */
export function testInBrowser(
  what: string,
  checks: Record<string, (browser: Browser) => Promise<void>>,
): void {
  Deno.test({
    name: `${what}${WHY_SKIPPED}`,
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
}
