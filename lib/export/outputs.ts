/**
 * What a code cell printed and showed, as HTML.
 *
 * Text is escaped; `text/html` is kept as the cell made it (the course's figures escape what comes from outside).
 */
import { stripVTControlCharacters } from "node:util";
import { type Cell, joinText, type Output } from "../cli/notebook_file.ts";
import { escapeHtml } from "../plot/displayable.ts";

/** The richest form first. A wide table scrolls in its own box, also by keyboard. */
const FORMS: readonly [mime: string, show: (content: string) => string][] = [
  ["text/html", (html) => `<div class="html" tabindex="0">${html}</div>`],
  ["image/svg+xml", (svg) => `<img alt="figure" src="data:image/svg+xml;utf8,${encodeURIComponent(svg)}">`],
  ["image/png", (base64) => `<img alt="figure" src="data:image/png;base64,${base64.trim()}">`],
  ["image/jpeg", (base64) => `<img alt="figure" src="data:image/jpeg;base64,${base64.trim()}">`],
  ["text/plain", (text) => pre(text, "result")],
];

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
    if (content !== undefined) return show(joinText(content as string | string[]));
  }
  return "";
}

/** Scrolls when it is long or wide, also by keyboard. */
function pre(text: string, kind: string): string {
  const plain = stripVTControlCharacters(text).replace(/\n+$/, "");
  if (plain === "") return "";
  return `<pre class="output ${kind}" tabindex="0">${escapeHtml(plain)}</pre>`;
}
