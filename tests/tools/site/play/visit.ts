/** Opens pages with models in a browser, notes what goes wrong, and uses them as a reader does. */
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

export const PAGES = ["lotto", "tokenizer", "attention", "writer"];
export const TIMEOUT = { timeout: 120_000 };

/** Opens an address. `complaints` has requests to other machines, messages in the console and errors. */
export async function visit(
  browser: Browser,
  address: string,
  look: (page: Page, complaints: string[]) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const complaints: string[] = [], own = new URL(address);
  await context.route("**", (route) => {
    const url = new URL(route.request().url());
    if (["file:", "data:", "blob:"].includes(url.protocol) || url.host === own.host) return route.continue();
    complaints.push(`request to ${url}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error}`));
  // So that a test can end a page's workers, as a browser does that runs out of memory.
  await page.addInitScript(() => {
    const Real = Worker, workers: Worker[] = [];
    Object.assign(globalThis, {
      workers,
      Worker: class extends Real {
        constructor(address: string) {
          super(address);
          workers.push(this);
        }
      },
    });
  });
  try {
    await page.goto(address, TIMEOUT);
    await look(page, complaints);
  } finally {
    await context.close();
  }
}

/** What axe finds that keeps readers from using the page. */
export const seriousViolations = async (page: Page) => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ["violations"] })
  );
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`);
};

/** Uses a page and waits until its model has answered. */
export const use: Record<string, (page: Page) => Promise<unknown>> = {
  lotto: async (page) => {
    await page.click("button.main");
    await page.waitForSelector("[data-part=head] option", { state: "attached", ...TIMEOUT });
  },
  tokenizer: (page) => page.waitForSelector("[data-part=slider] input", TIMEOUT),
  attention: (page) => page.waitForSelector(".attention-explorer .map svg", TIMEOUT),
  writer: async (page) => {
    await page.waitForSelector("[data-part=candidates] button", TIMEOUT);
    await page.click("[data-part=one]");
    await page.waitForSelector("[data-state=ready] .written:not(:empty)", TIMEOUT);
  },
};

/** Lets the writer go on from a beginning, and waits until it has written 20 tokens. */
export async function writeOn(page: Page, beginning: string): Promise<void> {
  await page.fill("[data-part=prompt]", beginning);
  await page.waitForFunction(
    (text) => document.querySelector("[data-part=text] .given")?.textContent === text,
    beginning,
    TIMEOUT,
  );
  await page.click("button.main");
  await page.waitForFunction(
    () => {
      const { state, tokens = "[]" } = document.querySelector<HTMLElement>("[data-play]")!.dataset;
      return state === "ready" && JSON.parse(tokens).length >= 20;
    },
    undefined,
    TIMEOUT,
  );
}

/** The tokens that the model wrote. */
export const tokensOf = async (page: Page): Promise<number[]> =>
  JSON.parse(await page.getAttribute("[data-play]", "data-tokens") ?? "[]");

/** The MIME types of a site's files. Another type is an error, so that a test notices a new kind of file. */
const TYPES: Readonly<Record<string, string>> = {
  ...{ html: "text/html", js: "text/javascript", css: "text/css", svg: "image/svg+xml", png: "image/png" },
  ...{
    woff2: "font/woff2",
    json: "application/json",
    ipynb: "application/x-ipynb+json",
    pdf: "application/pdf",
  },
};

/**
 * A static server with the site in `/study/`, as a host has it that shows several sites. It tells browsers not to guess
 * types, and lists what was asked for and is not there.
 */
export function serve(
  folder: string,
): { address: string; missing: string[]; [Symbol.asyncDispose](): Promise<void> } {
  const missing: string[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const path = decodeURIComponent(new URL(request.url).pathname);
    const type = TYPES[path.split(".").at(-1)!];
    const file = path.startsWith("/study/") && type
      ? await Deno.open(join(folder, path.slice("/study/".length))).catch(() => undefined)
      : undefined;
    if (!file && path !== "/favicon.ico") missing.push(path);
    return file
      ? new Response(file.readable, {
        headers: { "content-type": type, "x-content-type-options": "nosniff" },
      })
      : new Response("", { status: 404 });
  });
  return {
    address: `http://127.0.0.1:${server.addr.port}/study`,
    missing,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
