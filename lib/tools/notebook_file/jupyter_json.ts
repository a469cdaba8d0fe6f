/**
 * Writes a notebook byte for byte as Jupyter does (nbformat's `writes`), so that a reader who opens and saves one in
 * JupyterLab changes nothing in it.
 *
 * Jupyter writes Python's JSON: keys sorted, one space of indent, texts as lists of lines, floats as Python prints them.
 */
import type { Cell, Notebook, Output } from "./notebook_file.ts";

/** Where Python's `str.splitlines` ends a line. */
// deno-lint-ignore no-control-regex
const LINE_END = /(?<=\r\n|\n|\r(?!\n)|[\v\f\x1c-\x1e\x85\u2028\u2029])/;

/** nbformat stores text as one string or as a list of lines. */
export function joinText(text: string | string[]): string {
  return typeof text === "string" ? text : text.join("");
}

/** The lines of a text with their ends, as Jupyter stores them; an empty text has none. */
export function splitText(text: string | string[]): string[] {
  const whole = joinText(text);
  return whole === "" ? [] : whole.split(LINE_END);
}

/** The content of the notebook's file, with the newline at its end. */
export function jupyterJson(notebook: Notebook): string {
  return pythonJson({ ...notebook, cells: notebook.cells.map(splitCell) }, "") + "\n";
}

function splitCell(cell: Cell): Cell {
  const source = splitText(cell.source);
  return cell.outputs ? { ...cell, source, outputs: cell.outputs.map(splitOutput) } : { ...cell, source };
}

function splitOutput(output: Output): Output {
  if (output.output_type === "stream") return { ...output, text: splitText(output.text) };
  return output.output_type === "error" ? output : { ...output, data: splitBundle(output.data) };
}

/** The types whose text Jupyter stores as lines; an array below any other type is data. */
function isLines(type: string): boolean {
  return type.startsWith("text/") || type === "application/javascript" || type === "image/svg+xml";
}

function isJson(type: string): boolean {
  return type === "application/json" || /^application\/.*\+json$/.test(type);
}

/** The data of an output, its texts as Jupyter stores them. */
export function splitBundle(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([type, value]) => {
      const isText = typeof value === "string" ||
        !isJson(type) && Array.isArray(value) && value.every((line) => typeof line === "string");
      if (!isText) return [type, value];
      return [type, isLines(type) ? splitText(value) : joinText(value)];
    }),
  );
}

/** Python's `json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)`. */
function pythonJson(value: unknown, indent: string): string {
  if (typeof value === "number") return pythonNumber(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = indent + " ";
  const [open, close, parts] = Array.isArray(value)
    ? ["[", "]", value.map((item) => pythonJson(item, inner))]
    : [
      "{",
      "}",
      sortedEntries(value).map(([key, item]) => `${JSON.stringify(key)}: ${pythonJson(item, inner)}`),
    ];
  return parts.length === 0
    ? open + close
    : `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}

/** By code points, as Python compares texts; JavaScript's `<` compares UTF-16 units, which differs beyond U+FFFF. */
function sortedEntries(value: object): [string, unknown][] {
  const points = (key: string) => Array.from(key, (letter) => letter.codePointAt(0)!);
  return Object.entries(value).filter(([, item]) => item !== undefined).sort(([a], [b]) => {
    const [x, y] = [points(a), points(b)];
    const at = x.findIndex((point, i) => point !== y[i]);
    return at === -1 ? x.length - y.length : x[at] - (y[at] ?? -1);
  });
}

/** JavaScript writes 0.00001 and 1e-7 where Python writes 1e-05 and 1e-07. */
function pythonNumber(value: number): string {
  if (value === 0 || Number.isInteger(value) || Math.abs(value) >= 1e-4) return JSON.stringify(value);
  return value.toExponential().replace(/e-(\d)$/, "e-0$1");
}
