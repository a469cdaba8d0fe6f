/**
 * The outputs of a code cell as HTML.
 *
 * Text, names and pictures' data are escaped. `text/html` is kept, scripts too: the course's figures are such HTML, and
 * they escape what comes from outside. So a notebook from somebody else can run its author's scripts on the page;
 * `./course export --help` says so.
 */
import { stripVTControlCharacters } from "node:util";
import { translate } from "../../language.ts";
import { type Cell, joinText, type Output } from "../notebook_file/notebook_file.ts";
import { escapeHtml } from "../../notebook/plot/displayable.ts";

/** The forms of an output; the first that it has is shown. A wide table scrolls in its own box, also by keyboard. */
const FORMS: readonly [mime: string, show: (content: string) => string][] = [
  ["text/html", (html) => `<div class="html" tabindex="0">${html}</div>`],
  ["image/svg+xml", (svg) => image(`data:image/svg+xml;utf8,${encodeURIComponent(svg.toWellFormed())}`)],
  ["image/png", (base64) => image(`data:image/png;base64,${base64.trim()}`)],
  ["image/jpeg", (base64) => image(`data:image/jpeg;base64,${base64.trim()}`)],
  ["text/plain", (text) => pre(text, "result")],
];

function image(address: string): string {
  return `<img alt="${translate("figure")}" src="${escapeHtml(address)}">`;
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
    // A file from somebody else may hold anything here.
    if (typeof content === "string" || Array.isArray(content)) return show(joinText(content));
  }
  return "";
}

/** Text in a box that scrolls, also by keyboard. */
function pre(text: string, kind: string): string {
  const plain = stripVTControlCharacters(text).replace(/\n+$/, "");
  if (plain === "") return "";
  return `<pre class="output ${escapeHtml(kind)}" tabindex="0">${escapeHtml(plain)}</pre>`;
}
