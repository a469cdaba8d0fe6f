/** What all pages of the site share: head, navigation, search, the switch between light and dark. */
import { escapeHtml } from "../../notebook/plot/displayable.ts";
import { PLOTLY_FILE } from "../../notebook/plot/mod.ts";
import type { Version } from "./version.ts";

export interface PageOptions {
  readonly title: string;
  /** The path from the page to the site's top folder: "" or "../". */
  readonly up: string;
  /** HTML of `<main>`. */
  readonly body: string;
  /** HTML beside the body: a table of contents. */
  readonly aside?: string;
  /** Links in the header, after the site's name. */
  readonly links?: readonly Link[];
  /** The version that the page belongs to, and whose search index it uses. Without one, the page has no search. */
  readonly version?: Version;
}

export interface Link {
  readonly text: string;
  readonly href: string;
  readonly rel?: "prev" | "next";
  /** A longer text, where `text` is short. */
  readonly title?: string;
}

export const SITE_NAME = "Build a language model";

export function renderLink({ text, href, rel, title }: Link): string {
  const attributes = (rel ? ` rel="${rel}"` : "") + (title ? ` title="${escapeHtml(title)}"` : "");
  return `<a href="${escapeHtml(href)}"${attributes}>${escapeHtml(text)}</a>`;
}

/** The head of every document of the site, which loads only files of the site. @param styles besides KaTeX's */
export function head(
  { title, up, body, styles }: { title: string; up: string; body: string; styles: readonly string[] },
): string {
  const sheets = ["katex/katex.min.css", ...styles];
  return `<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
${sheets.map((sheet) => `<link rel="stylesheet" href="${up}assets/${sheet}">`).join("\n")}
${plotlyScript(body, up)}</head>`;
}

/** A whole HTML document. */
export function page(o: PageOptions): string {
  const search = o.version
    ? `<form class="search" role="search"><input type="search" placeholder="Search" aria-label="Search the course" ` +
      `autocomplete="off"><div class="hits" role="status" aria-live="polite"></div></form>`
    : "";
  return `<!DOCTYPE html>
<html lang="en">
${head({ ...o, styles: ["course.css"] })}
<body data-up="${o.up}"${o.version ? ` data-version="${o.version}"` : ""}>
<a class="skip" href="#content">Skip to the text</a>
<header>
<nav aria-label="Course"><a class="home" href="${o.up}index.html">${SITE_NAME}</a>
${(o.links ?? []).map(renderLink).join("\n")}</nav>
${search}
<button type="button" class="theme" aria-label="Switch between light and dark">◐</button>
</header>
<div class="columns">
${o.aside ? `<aside>${o.aside}</aside>` : ""}
<main id="content">
${o.body}
</main>
</div>
<footer>Code: MIT License · Texts, figures and exercises: CC BY 4.0 ·
<a href="${o.up}licences.html">Licences and notices</a></footer>
${o.version ? `<script src="${o.up}assets/search-${o.version}.js"></script>` : ""}
<script src="${o.up}assets/site.js"></script>
</body>
</html>
`;
}

/**
 * Loads plotly.js before the figures. Without this, figures try several addresses, and each that fails is an error in the
 * browser's console.
 */
function plotlyScript(body: string, up: string): string {
  return body.includes(PLOTLY_FILE) ? `<script src="${up}assets/${PLOTLY_FILE}"></script>\n` : "";
}
