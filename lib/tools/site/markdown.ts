/**
 * Markdown cells as HTML: tables and `<details>` as on GitHub, formulas by KaTeX when the site is built, code with
 * colours, headings with addresses (those of optional sections marked), terms linked to the glossary.
 *
 * HTML in cells is kept, scripts too (see outputs.ts). Links between notebooks become links between pages; links to other
 * files of the project, which the site does not have, become plain text.
 */
import createMarkdownIt, { type MarkdownIt } from "markdown-it";
import anchor from "markdown-it-anchor";
import katexPlugin from "@vscode/markdown-it-katex";
import { language, translate } from "../../language.ts";
import { escapeHtml } from "../../notebook/plot/displayable.ts";
import { anchorOf, type GlossaryLinker } from "./glossary.ts";
import { renderCode } from "./highlight.ts";

interface MarkdownOptions {
  /** Links terms; without one, no term is linked. */
  readonly glossary?: GlossaryLinker;
  /** Where a Korean page finds the English pages of notebooks that have no translation. Default: those of students. */
  readonly englishPages?: string;
}

/** A heading of a rendered page. */
export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  readonly title: string;
  /** Its address on the page. */
  readonly anchor: string;
}

export interface MarkdownPage {
  /** One cell's Markdown as HTML. @throws {SyntaxError} for a formula that KaTeX cannot read. */
  render(source: string): string;
  /** The headings of all cells rendered so far, in order. */
  readonly headings: readonly Heading[];
}

/** Makes the renderer of one page: addresses of headings are unique on the page, and each term is linked once. */
export function markdownPage(options: MarkdownOptions = {}): MarkdownPage {
  const optional = translate("optional");
  const taken = new Set<string>(), headings: Heading[] = [];
  const unique = (heading: string) => {
    const base = anchorOf(heading) || "section";
    let address = base;
    for (let i = 2; taken.has(address); i++) address = `${base}-${i}`;
    taken.add(address);
    return address;
  };
  const markdown = new createMarkdownIt({
    html: true,
    highlight: renderCode,
  })
    .use(anchor, {
      slugify: unique,
      tabIndex: false,
      callback: (token, { slug, title }) => {
        headings.push({ level: Number(token.tag.slice(1)), title, anchor: slug });
        if (title.endsWith(` · ${optional}`)) token.attrJoin("class", "optional");
      },
    })
    // The plugin is CommonJS: its function is the default export's default.
    .use((katexPlugin as unknown as { default: (markdown: MarkdownIt, options: object) => void }).default, {
      throwOnError: true,
    });
  rewriteLinks(markdown, options.englishPages ?? "../../student/");
  scrollWideTables(markdown);
  if (options.glossary) linkTerms(markdown, options.glossary);
  const render = (source: string) => {
    const html = markdown.render(source);
    // The plugin shows a formula that it cannot read as red text.
    const fault = html.match(/KaTeX parse error: [^<]*/)?.[0];
    if (fault) {
      throw new SyntaxError(`cannot typeset a formula: ${fault}\nin the text cell: ${source.slice(0, 200)}`);
    }
    return html;
  };
  return { render, headings };
}

function rewriteLinks(markdown: MarkdownIt, englishPages: string): void {
  const { rules } = markdown.renderer;
  rules.link_open = (tokens, at, options, _env, self) => {
    const token = tokens[at];
    const href = String(token.attrGet("href") ?? "");
    if (/^https?:/.test(href)) {
      token.attrSet("target", "_blank");
      token.attrSet("rel", "noopener");
    } else if (/\.ipynb(#|$)/.test(href)) {
      // In notebooks/ko a link to the folder above leads to an English notebook.
      const folder = language() === "ko" && href.startsWith("../") ? englishPages : "";
      token.attrSet("href", folder + href.replace(/^.*\//, "").replace(/\.ipynb/, ".html"));
    } else if (!href.startsWith("#")) {
      token.attrs = null;
      token.attrSet("class", "in-project");
      token.tag = "span";
      const close = tokens.slice(at).find((later) => later.type === "link_close");
      if (close) close.tag = "span";
    }
    return self.renderToken(tokens, at, options);
  };
}

/** A wide table scrolls in its own box, so that it does not widen the page on a phone. */
function scrollWideTables(markdown: MarkdownIt): void {
  markdown.renderer.rules.table_open = () => `<div class="scroll" tabindex="0" role="group"><table>\n`;
  markdown.renderer.rules.table_close = () => "</table></div>\n";
}

function linkTerms(markdown: MarkdownIt, glossary: GlossaryLinker): void {
  let inLink = 0, inHeading = false;
  const { rules } = markdown.renderer;
  const openLink = rules.link_open!;
  rules.link_open = (...args) => (inLink++, openLink(...args));
  rules.link_close = (tokens, at, options, _env, self) => (inLink--, self.renderToken(tokens, at, options));
  rules.heading_open = (tokens, at, options, _env, self) => {
    inHeading = true;
    return self.renderToken(tokens, at, options);
  };
  rules.heading_close = (tokens, at, options, _env, self) => {
    inHeading = false;
    return self.renderToken(tokens, at, options);
  };
  rules.text = (tokens, at) =>
    inLink > 0 || inHeading ? escapeHtml(tokens[at].content) : glossary.link(tokens[at].content);
}
