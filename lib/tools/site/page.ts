/**
 * What all pages of the site share: head, navigation, search, the switches of language and of light and dark.
 *
 * Pages are in the language that is shown (lib/language.ts). The Korean ones are in ko/; both use the same assets/.
 */
import { language, translate } from "../../language.ts";
import { escapeHtml, scriptJson } from "../../notebook/plot/displayable.ts";
import { PLOTLY_FILE } from "../../notebook/plot/mod.ts";
import { BROWSER_TEXTS } from "./browser/texts.ts";
import type { Version } from "./version.ts";

export interface PageOptions {
  readonly title: string;
  /** From the top folder of its language: "student/04-book-gpt.html". */
  readonly path: string;
  /** Whether the site has the page in the other language, too. Default: no. */
  readonly inBoth?: boolean;
  /** HTML of `<main>`. */
  readonly body: string;
  /** HTML beside the body: a table of contents. */
  readonly aside?: string;
  /** Links in the header, after the site's name and the glossary. */
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

/** The path to what both languages share. @param up the path to the top folder of the page's language */
export function toSite(up: string): string {
  return language() === "ko" ? `${up}../` : up;
}

/** The path from a page to the top folder of its language: "" or "../". */
function upFrom(path: string): string {
  return "../".repeat(path.split("/").length - 1);
}

/** The switch to the page with the same path in the other language; browser/site.ts adds the section. */
export function languageLink(path: string): string {
  const [folder, other, name] = language() === "ko" ? ["..", "en", "English"] : ["ko", "ko", "한국어"];
  const href = `${upFrom(path)}${folder}/${path}`;
  return `<a class="language" href="${escapeHtml(href)}" hreflang="${other}" lang="${other}">${name}</a>`;
}

/** The texts of the pages' scripts, where they are not English. */
export function browserTexts(): string {
  if (language() === "en") return "";
  const texts = Object.fromEntries(BROWSER_TEXTS.map((text) => [text, translate(text)]));
  return `<script>globalThis.courseTexts = ${scriptJson(texts)};</script>\n`;
}

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
${sheets.map((sheet) => `<link rel="stylesheet" href="${toSite(up)}assets/${sheet}">`).join("\n")}
${plotlyScript(body, up)}</head>`;
}

/** A whole HTML document. */
export function page(o: PageOptions): string {
  const up = upFrom(o.path);
  const glossary = { text: translate("Glossary"), href: `${up}glossary.html` };
  const links = [...(o.path === "glossary.html" ? [] : [glossary]), ...(o.links ?? [])];
  const search = o.version
    ? `<form class="search" role="search"><input type="search" placeholder="${translate("Search")}" ` +
      `aria-label="${translate("Search the course")}" ` +
      `autocomplete="off"><div class="hits" role="status" aria-live="polite"></div></form>`
    : "";
  return `<!DOCTYPE html>
<html lang="${language()}">
${head({ ...o, up, styles: ["course.css"] })}
<body data-up="${up}"${o.version ? ` data-version="${o.version}"` : ""}>
<a class="skip" href="#content">${translate("Skip to the text")}</a>
<header>
<nav aria-label="${translate("Course")}"><a class="home" href="${up}index.html">${translate(SITE_NAME)}</a>
${links.map(renderLink).join("\n")}</nav>
${search}
${o.inBoth ? languageLink(o.path) : ""}
<button type="button" class="theme" aria-label="${translate("Switch between light and dark")}">◐</button>
</header>
<div class="columns">
${o.aside ? `<aside>${o.aside}</aside>` : ""}
<main id="content">
${o.body}
</main>
</div>
<footer>${translate("Code: MIT License · Texts, figures and exercises: CC BY 4.0")} ·
<a href="${up}licences.html">${translate("Licences and notices")}</a></footer>
${o.version ? `<script src="${toSite(up)}assets/${searchFile(o.version)}"></script>` : ""}
${browserTexts()}<script src="${toSite(up)}assets/site.js"></script>
</body>
</html>
`;
}

/** The search index of a version in the language that is shown, in assets/. */
export function searchFile(version: Version): string {
  return `search-${language() === "ko" ? "ko-" : ""}${version}.js`;
}

/**
 * Loads plotly.js before the figures. Without this, figures try several addresses, and each that fails is an error in the
 * browser's console.
 */
function plotlyScript(body: string, up: string): string {
  return body.includes(PLOTLY_FILE) ? `<script src="${toSite(up)}assets/${PLOTLY_FILE}"></script>\n` : "";
}
