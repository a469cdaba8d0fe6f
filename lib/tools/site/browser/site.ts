/**
 * Runs in the reader's browser: search, the choice of light or dark, buttons that copy code, boxes to tick solved exercises,
 * and the mark of the current section in the table of contents. Bundled into assets/site.js.
 *
 * It fetches nothing. Without this script every page can still be read.
 */
import MiniSearch from "minisearch";
import { connectProgress } from "./progress.ts";
import { text } from "./texts.ts";
import { connectTheme } from "./theme.ts";
import { namesakesFirst, SEARCH_OPTIONS } from "../search_options.ts";

const HITS = 12;
const SNIPPET = 110;

interface Hit {
  readonly url: string;
  readonly lesson: string;
  readonly title: string;
  readonly text: string;
  readonly terms: readonly string[];
}

const SECTIONS = "main .text :is(h2, h3)[id]";

const up = document.body.dataset.up ?? "";
connectTheme(document, () => localStorage);
connectSearch();
addCopyButtons();
markCurrentSection();
connectLanguages();
connectProgress(document, () => localStorage);

function addCopyButtons(): void {
  for (const block of document.querySelectorAll<HTMLElement>("main pre.source, main .text pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    const show = (text: string, label: string) => {
      button.textContent = text;
      button.ariaLabel = label;
    };
    show(text("Copy"), text("Copy this code"));
    button.addEventListener("click", async () => {
      const done = await copy(block);
      show(
        text(done ? "Copied" : "Not copied"),
        text(done ? "Copied" : "Not copied: select the code instead"),
      );
      setTimeout(() => show(text("Copy"), text("Copy this code")), 2000);
    });
    // Beside the block, because inside it the button would move with a line that is scrolled.
    const box = document.createElement("div");
    box.className = "copyable";
    block.replaceWith(box);
    box.append(block, button);
  }
}

/** Copies a block's text. Returns whether that worked; a page from plain http, or without permission, may not. */
async function copy(block: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(block.textContent ?? "");
    return true;
  } catch {
    return false;
  }
}

/** Marks the section at the top of the window: the last one whose heading has gone past the header. */
function markCurrentSection(): void {
  const aside = document.querySelector("aside");
  const sections = [...document.querySelectorAll<HTMLAnchorElement>("aside li a")].flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading ? [{ link, heading }] : [];
  });
  if (!aside || sections.length === 0) return;
  let marked: HTMLAnchorElement | undefined;
  const mark = () => {
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const passed = sections.filter(({ heading }) => heading.getBoundingClientRect().top < 110);
    const current = atEnd ? sections.at(-1)!.link : passed.at(-1)?.link;
    if (current === marked) return;
    marked?.removeAttribute("aria-current");
    current?.setAttribute("aria-current", "location");
    marked = current;
    if (current) aside.scrollTop = current.offsetTop - aside.offsetTop - aside.clientHeight / 2;
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
}

/**
 * The switch of language leads to the same section: both pages have the same sections, so a section is named by its number,
 * `#section-3`. A page without numbered sections, the glossary, has the same addresses in both languages.
 */
function connectLanguages(): void {
  const sections = [...document.querySelectorAll<HTMLElement>(SECTIONS)];
  const wanted = location.hash.match(/^#section-(\d+)$/)?.[1];
  const section = sections[Number(wanted) - 1];
  if (section && !document.getElementById(location.hash.slice(1))) {
    history.replaceState(null, "", `#${section.id}`);
    section.scrollIntoView();
  }
  const link = document.querySelector<HTMLAnchorElement>("a.language");
  link?.addEventListener("click", () => {
    const passed = sections.filter((heading) => heading.getBoundingClientRect().top < 110).length;
    link.hash = sections.length === 0 ? location.hash : passed > 0 ? `section-${passed}` : "";
  });
}

function connectSearch(): void {
  const packed = (globalThis as { courseSearchIndex?: string }).courseSearchIndex;
  const input = document.querySelector<HTMLInputElement>(".search input");
  const list = document.querySelector(".search .hits");
  if (!packed || !input || !list) return;
  let index: MiniSearch | undefined;
  const show = () => {
    index ??= MiniSearch.loadJSON(packed, SEARCH_OPTIONS); // at the first search
    const words = input.value.trim();
    const found = words ? index.search(words) as unknown as Hit[] : [];
    const hits = namesakesFirst(found, words).slice(0, HITS);
    list.replaceChildren(...hits.map(hitElement));
    if (words && hits.length === 0) list.textContent = text("Nothing about “{0}”.", words);
  };
  input.addEventListener("input", show);
  input.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      input.value = "";
      show();
    } else if (event.key === "ArrowDown") list.querySelector("a")?.focus();
  });
}

function hitElement({ url, lesson, title, text: words, terms }: Hit): Element {
  const link = document.createElement("a");
  link.href = up + url;
  const name = document.createElement("strong");
  name.textContent = title;
  const from = document.createElement("small");
  from.textContent = lesson;
  const lower = words.toLowerCase();
  const at = Math.max(0, Math.min(...terms.map((term) => lower.indexOf(term)).filter((i) => i >= 0), 1e9));
  const start = at >= 1e9 ? 0 : Math.max(0, at - 30);
  const snippet = document.createElement("span");
  snippet.textContent = (start > 0 ? "…" : "") + words.slice(start, start + SNIPPET) + "…";
  link.append(name, from, snippet);
  return link;
}
