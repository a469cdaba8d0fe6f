/** Opens an exported page in a real browser, and finds what is wrong on it. */
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

interface Visit {
  readonly page: Page;
  /** What the page wrote to its console, threw, or asked of a network. */
  readonly complaints: string[];
}

export async function visit(
  browser: Browser,
  path: string,
  look: (visit: Visit) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const complaints: string[] = [];
  await context.route("**", (route) => {
    if (/^(file|data|blob):/.test(route.request().url())) return route.continue();
    complaints.push(`request to ${route.request().url()}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error}`));
  await page.goto(pathToFileURL(path).href);
  await look({ page, complaints });
  await context.close();
}

/** What a checker of accessibility calls serious or critical. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ["violations"] })
  );
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

/** Runs in the browser: elements whose content does not fit them, and folds that are shut. */
export function cutOff(): string[] {
  return [
    ...document.querySelectorAll<HTMLElement>(
      "main pre, main table, main .html, main .scroll, main p, main details",
    ),
  ]
    .filter((element) => {
      const { width } = element.getBoundingClientRect();
      return width > 0 &&
          (element.scrollWidth > element.clientWidth + 2 || width > document.body.clientWidth) ||
        element.tagName === "DETAILS" && element.getBoundingClientRect().height <
            [...element.children].reduce((sum, child) => sum + child.getBoundingClientRect().height, 0) * 0.9;
    })
    .map((element) => `${element.tagName} ${element.className}: ${element.textContent?.trim().slice(0, 80)}`);
}

/** Runs in the browser: slides on which something is cut off or too small to read, or that show nearly nothing. */
export function faultySlides(): string[] {
  return [...document.querySelectorAll<HTMLElement>(".slides > section")].flatMap((slide, i) => {
    const shown = slide.style.display, hidden = slide.hidden;
    slide.style.display = "block";
    slide.hidden = false;
    const box = slide.getBoundingClientRect(), faults: string[] = [];
    const parts = [
      ...slide.querySelectorAll(".bar, h1, h2, .words > *, .card, .card > *, .shown > *, .results > *"),
    ];
    for (const part of parts) {
      const { top, bottom, left, right } = part.getBoundingClientRect();
      const cut = part.matches("pre, h2, .card") &&
        (part.scrollWidth > part.clientWidth + 2 || part.scrollHeight > part.clientHeight + 4);
      if (
        bottom > box.bottom + 1 || right > box.right + 1 || left < box.left - 1 || top < box.top - 1 || cut
      ) {
        faults.push(`cut off: ${part.tagName} ${part.className}: ${part.textContent?.trim().slice(0, 60)}`);
      }
    }
    // A formula does not wrap, and what is shown hides what leaves its box.
    for (
      const part of slide.querySelectorAll(
        ".body .katex-display .katex-html, .body .results :is(table, pre, .gtitle)",
      )
    ) {
      const around = part.closest(".js-plotly-plot, .words, .shown, .body")!.getBoundingClientRect();
      const { top, bottom, left, right, width } = part.getBoundingClientRect();
      if (width === 0 || part.closest("details:not([open])")) continue; // in a fold that is shut
      if (
        right > around.right + 3 || left < around.left - 3 || bottom > around.bottom + 3 ||
        top < around.top - 3
      ) {
        faults.push(`leaves its box: ${part.tagName}: ${part.textContent?.trim().slice(0, 60)}`);
      }
    }
    const least = { ".body:not(.cards) > .words": 14, ".shown > pre, .shown > .copyable": 11 };
    for (const [selector, pixels] of Object.entries(least)) {
      const small = slide.querySelector(selector);
      const size = small ? parseFloat(getComputedStyle(small).fontSize) : pixels;
      if (size < pixels) faults.push(`too small: ${selector} ${size} px`);
    }
    const content = parts.filter((part) => !part.matches(".bar, h2")).map((part) =>
      part.getBoundingClientRect()
    );
    const height = Math.max(...content.map(({ bottom }) => bottom)) -
      Math.min(...content.map(({ top }) => top));
    const width = Math.max(...content.map(({ right }) => right)) -
      Math.min(...content.map(({ left }) => left));
    if (!(width * height > 0.2 * box.width * box.height)) {
      faults.push(`shows little: ${Math.round(width)} × ${Math.round(height)}`);
    }
    slide.style.display = shown;
    slide.hidden = hidden;
    return faults.map((fault) => `slide ${i + 1}: ${fault}`);
  });
}
