/** The outputs of a cell that a slide shows: its figures, or else its tables, or else the first lines that it prints. */
import { translate } from "../../language.ts";
import { type Cell, dataText, joinText, type Output } from "../notebook_file/notebook_file.ts";

/** Lines of printed text; more where the notebook's list gives them a slide without code. */
const MOST_LINES = 12, MOST_LISTED_LINES = 25;
/** Letters of a line that need not wrap. */
const LONG_LINE = 72;
/** Figures or tables on one slide. */
const MOST_PICTURES = 3;

/**
 * The cell with only the outputs to show, or undefined where there are none.
 *
 * @param o.isListed whether the notebook's list names the cell: then also what a set-up cell prints is shown
 * @param o.isAlone whether the list shows the cell's output without its code: then there is room for more lines
 */
export function slideOutputs(cell: Cell, { isListed = false, isAlone = false } = {}): Cell | undefined {
  const outputs = cell.outputs ?? [];
  const figures = outputs.filter(isFigure);
  const shown = figures.length > 0 ? figures.slice(0, MOST_PICTURES) : picturesOrLines(outputs, isAlone);
  const isSetUp = !isListed && figures.length === 0 && joinText(cell.source).includes("connectKernel(");
  return shown.length === 0 || isSetUp && !shown.some(isTable) ? undefined : { ...cell, outputs: shown };
}

function picturesOrLines(outputs: readonly Output[], isAlone: boolean): Output[] {
  const tables = outputs.filter(isTable).slice(0, MOST_PICTURES);
  if (tables.length > 0) return tables;
  return outputs.flatMap((output): Output[] => {
    if (output.output_type !== "stream") return [output];
    const all = joinText(output.text).trimEnd().split("\n");
    // Lines such as "✓ equals lib/nn's" say only that a check passed; where a list wants nothing else, they are the point.
    const others = all.filter((line) => !/^✓ /.test(line));
    const isEmpty = others.every((line) => line.trim() === "");
    if (isEmpty && !isAlone) return [];
    const lines = isEmpty ? all : others;
    // Paragraphs wrap: long ones would become small.
    const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LONG_LINE)), 0);
    const most = isAlone && rows <= MOST_LISTED_LINES ? MOST_LISTED_LINES : MOST_LINES;
    if (lines.length <= most) return [{ ...output, text: lines.join("\n") }];
    const more = translate(`… ${lines.length - most + 1} more lines on the page`);
    return [{ ...output, text: [...lines.slice(0, most - 1), more].join("\n") }];
  });
}

/** Whether a cell shows a figure or a table, so that its code is there only to draw it. */
export function hasFigure(cell: Cell): boolean {
  return (cell.outputs ?? []).some((output) => isFigure(output) || isTable(output));
}

function isFigure(output: Output): boolean {
  return dataText(output, "text/html").includes("course-figure") ||
    "data" in output && ["image/png", "image/svg+xml", "image/jpeg"].some((mime) => mime in output.data);
}

function isTable(output: Output): boolean {
  return dataText(output, "text/html") !== "" && !isFigure(output);
}
