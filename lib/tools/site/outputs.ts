/**
 * What a code cell printed and showed, as HTML.
 *
 * Text, names and pictures' data are escaped. `text/html` is kept as the cell made it, scripts too: the course's figures
 * are such HTML, and escape what comes from outside. So a notebook of somebody else can do on the page what its author
 * wanted; `./course export --help` says so.
 */
import { stripVTControlCharacters } from "node:util";
import { type Cell, joinText, type Output } from "../notebook_file/notebook_file.ts";
import { escapeHtml } from "../../notebook/plot/displayable.ts";

/** The richest form first. A wide table scrolls in its own box, also by keyboard. */
const FORMS: readonly [mime: string, show: (content: string) => string][] = [
  ["text/html", (html) => `<div class="html" tabindex="0">${html}</div>`],
  ["image/svg+xml", (svg) => image(`data:image/svg+xml;utf8,${encodeURIComponent(svg.toWellFormed())}`)],
  ["image/png", (base64) => image(`data:image/png;base64,${base64.trim()}`)],
  ["image/jpeg", (base64) => image(`data:image/jpeg;base64,${base64.trim()}`)],
  ["text/plain", (text) => pre(text, "result")],
];

function image(address: string): string {
  return `<img alt="figure" src="${escapeHtml(address)}">`;
}

/** The outputs of one code cell. */
export function renderOutputs(cell: Cell): string {
  return (cell.outputs ?? []).map(renderOutput).filter((html) => html !== "").join("\n");
}

function renderOutput(output: Output): string {
  if (output.output_type === "stream") return pre(joinText(output.text), output.name);
  if (output.output_type === "error") {
    return pre([`${output.ename}: ${output.evalue}`, ...output.traceback.slice(1)].join("\n"), "error");
  }
  for (const [mime, show] of FORMS) {
    const content = output.data[mime];
    // Whoever wrote the file may have put anything there.
    if (typeof content === "string" || Array.isArray(content)) return show(joinText(content));
  }
  return "";
}

/** Scrolls when it is long or wide, also by keyboard. */
function pre(text: string, kind: string): string {
  const plain = stripVTControlCharacters(text).replace(/\n+$/, "");
  if (plain === "") return "";
  return `<pre class="output ${escapeHtml(kind)}" tabindex="0">${escapeHtml(plain)}</pre>`;
}
