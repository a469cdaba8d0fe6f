/** English on a Korean page: texts with Latin words and no Korean, in what a reader sees, hears or prints. */
import type { Page } from "playwright-core";

/** Data, names and code, which stay as they are. */
const DATA = [
  ".token", // a token, a byte
  "[data-part=prompt]",
  "[data-part=text]",
  ".written-text",
  "a.language",
  "[lang=en]",
];

export function englishTexts(page: Page): Promise<string[]> {
  return page.evaluate((data) => {
    const found = new Set<string>();
    const look = (text: string | null, element: Element) => {
      if (!text || element.closest(["script", "style", ...data].join())) return;
      const isEnglish = /[a-z]{2} [a-z]{2}/i.test(text) || /^\W*[A-Z][a-z]{2,}\W*$/.test(text);
      if (isEnglish && !/[가-힣]/.test(text)) {
        found.add(text.trim().slice(0, 200));
      }
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) look(walker.currentNode.textContent, walker.currentNode.parentElement!);
    for (const element of document.querySelectorAll("body *")) {
      for (const name of ["title", "aria-label", "placeholder", "alt"]) {
        look(element.getAttribute(name), element);
      }
    }
    return [...found];
  }, DATA);
}
