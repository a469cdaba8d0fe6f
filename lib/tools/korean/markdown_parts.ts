/**
 * What must be the same in an English text and its translation: code, formulas, links, numbers, marks, structure.
 *
 * Lists are sorted where a Korean sentence may put the parts into another order.
 */
import createMarkdownIt, { type MarkdownIt } from "markdown-it";
import katexPlugin from "@vscode/markdown-it-katex";

/** The kinds of parts, as a message names them. */
export const PART_KINDS = [
  "code blocks",
  "inline code",
  "formulas",
  "links",
  "pictures",
  "HTML tags",
  "stars",
  "numbers",
  "headings",
  "lists and tables",
] as const;
type PartKind = typeof PART_KINDS[number];
export type Parts = Readonly<Record<PartKind, readonly string[]>>;

const markdown = new createMarkdownIt({ html: true })
  // The plugin is CommonJS: its function is the default export's default.
  .use((katexPlugin as unknown as { default: (markdown: MarkdownIt) => void }).default);

const STRUCTURE = /^(bullet_list|ordered_list|list_item|blockquote|table|tr|th|td)_open$/;

/** The parts of a text, and its prose: what a reader sees outside code and formulas. */
export function readParts(text: string): { parts: Parts; prose: string } {
  const parts = Object.fromEntries(PART_KINDS.map((kind) => [kind, []])) as unknown as Record<
    PartKind,
    string[]
  >;
  const prose: string[] = [];
  const tokens = markdown.parse(text, {});
  for (const token of tokens.flatMap((token) => [token, ...(token.children ?? [])])) {
    const { type, content, tag } = token;
    if (type === "fence" || type === "code_block") parts["code blocks"].push(`${token.info}\n${content}`);
    else if (type === "code_inline") parts["inline code"].push(content);
    else if (type.startsWith("math_")) parts.formulas.push(content.trim());
    else if (type === "link_open") parts.links.push(decoded(String(token.attrGet("href"))));
    else if (type === "image") parts.pictures.push(decoded(String(token.attrGet("src"))));
    else if (type === "heading_open") parts.headings.push(tag);
    else if (STRUCTURE.test(type)) parts["lists and tables"].push(tag);
    else if (type === "text") prose.push(content);
    else if (type === "paragraph_close" || type === "td_close" || type === "softbreak") prose.push("\n");
    else if (type === "html_inline" || type === "html_block") {
      parts["HTML tags"].push(...(content.match(/<[^>]+>/g) ?? []));
      if (type === "html_block") prose.push(content.replaceAll(/<[^>]+>/g, " "), "\n");
    }
  }
  const seen = prose.join("");
  parts.stars.push(...(seen.match(/[★☆]+/g) ?? []));
  parts.numbers.push(...numbersIn(seen));
  for (const kind of ["inline code", "formulas", "links", "pictures", "numbers"] as const) parts[kind].sort();
  return { parts, prose: seen };
}

/**
 * Numbers without the commas between thousands. Left out: "2nd", which is a word, and "2,400만", which repeats in words of
 * Korean a number that stands beside it in digits.
 */
function numbersIn(prose: string): string[] {
  const text = prose.replaceAll(/분의 1(?!\d)/g, "분의 일");
  return [...text.matchAll(/\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/g)]
    .filter(({ 0: number, index }) =>
      !/^(?:(?:st|nd|rd|th)\b|\s?[만억])/.test(text.slice(index + number.length))
    )
    .map(([number]) => number.replaceAll(",", ""));
}

function decoded(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
