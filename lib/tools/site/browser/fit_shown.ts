/** Finds the sizes at which a slide's code and outputs fill their box. Runs in the reader's browser. */
import { text } from "./texts.ts";

const CODE_SIZES = [23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11];
/**
 * Widths in which figures are drawn before they are scaled, CSS pixels. A chart that is drawn narrow and enlarged has larger
 * letters; drawings that are made of lines of text, and rows of small charts, may need a wider one.
 */
const CHART_WIDTHS = [760, 480, 560, 650];
/** A narrow chart's legend with more entries than this stands in one column, and leaves no room for the chart. */
const MOST_NARROW_ENTRIES = 4;
const FIGURE_WIDTHS = [...CHART_WIDTHS, 880, 1040, 1240, 1440];
/** Widths of tables and printed lines; undefined is their own. */
const TEXT_WIDTHS = [undefined, 500, 700, 900, 1100, 1400];
/** How much larger than in the notebook outputs may be. */
const MOST_ZOOM = 1.7;
/** Above this size a table is not made narrower to become larger: its headings would break into many lines. */
const GOOD_TABLE = 1.35;
/** A table that uses less of its room's height is made narrower all the same. */
const FLAT = 0.3;
/** Boxes of text or rows of a table are left out at the end, as long as more than a few would be smaller than this. */
const LEAST_ZOOM = 0.85;
const LEAST_ROWS = 4, WORTH_LEAVING_OUT = 1.1;
/** What is left of a size when rows are left out: an arrangement that shows all of them is better. */
const LEFT_OUT = 0.8;
/** Cells of at most this many letters are not broken into two lines; longer ones stay so wide that they get few lines. */
const SHORT_CELL = 26, LEAST_WIDTH = "11em";
/** Headings of more letters than this get at least this width. */
const SHORT_HEADING = 12, HEADING_WIDTH = "5.5em";
/** How much larger printed lines must become before they are broken; a table's cells, a chart, before they are narrower. */
const WORTH_BREAKING = 1.25, WORTH_NARROWING_CELLS = 1.15, WORTH_NARROWING = 1.04;
/** The size of a chart's letters beside that of a table's. */
const LETTERS_OF_FIGURES = 0.8;
/** From this many printed lines on, two columns are tried. */
const TALL_PRINT = 12;
const CARD_MARGIN = 16;
const GAP = 16, GAP_BESIDE = 40;

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Drawn extends Size {
  /** How large a drawing's letters are beside those that it was made with: a narrow one has small ones. */
  readonly letters: number;
  /** Whether printed lines stand in two columns. */
  readonly inColumns: boolean;
}

/** Fits code and outputs into `box`. Returns how large the smallest is, 1 for a size that is good to read. */
export function fitShown(shown: HTMLElement, box: HTMLElement): number {
  const { clientWidth: width, clientHeight: height } = box;
  const results = shown.querySelector<HTMLElement>(".results");
  const code = shown.querySelector<HTMLElement>(":scope > pre, :scope > .copyable");
  if (results) putBack.get(results)?.();
  if (!code) return results ? fitResults(results, { width, height }) : 2;
  const isBeside = box.closest(".split") !== null;
  const roomBeside = () =>
    isBeside
      ? { width: width - code.offsetWidth - GAP_BESIDE, height }
      : { width, height: height - code.offsetHeight - GAP };
  let best = { size: CODE_SIZES.at(-1)!, quality: 0 };
  for (const size of CODE_SIZES) {
    if (size / 17 <= best.quality) break;
    code.style.fontSize = `${size}px`;
    const isCut = code.scrollWidth > code.clientWidth + 1 || code.offsetHeight > height ||
      code.offsetWidth > width;
    if (isCut) continue;
    const quality = Math.min(size / 17, results ? legibility(results, roomBeside()) : 2);
    if (quality > 1.02 * best.quality) best = { size, quality };
  }
  code.style.fontSize = `${best.size}px`;
  return results ? Math.min(best.size / 17, fitResults(results, roomBeside())) : best.quality;
}

/** Fits outputs into a room. Returns how large they are. */
function fitResults(results: HTMLElement, room: Size): number {
  if (bestDrawing(results, room).zoom < LEAST_ZOOM && !isFigure(results)) leaveOutTheEnd(results, room);
  const best = bestDrawing(results, room);
  results.style.width = `${best.width}px`;
  results.classList.toggle("two-columns", best.inColumns);
  // Letters of another size may wrap differently.
  for (let { zoom } = best; zoom > 0.1; zoom *= 0.98) {
    results.style.zoom = String(Math.floor(1000 * zoom) / 1000);
    const isInside = results.getBoundingClientRect().height <= room.height + 1 &&
      [...results.querySelectorAll(PARTS)].every((part) =>
        part.getBoundingClientRect().width <= room.width + 1
      );
    if (isInside) break;
  }
  return legibility(results, room) * (results.querySelector(".more") ? LEFT_OUT : 1);
}

function legibility(results: HTMLElement, room: Size): number {
  const { zoom, letters } = bestDrawing(results, room);
  return zoom * letters * (isFigure(results) ? LETTERS_OF_FIGURES : 1);
}

function isFigure(results: HTMLElement): boolean {
  return results.querySelector(".course-figure, img") !== null;
}

/** The width in which outputs get the largest letters. */
function bestDrawing(results: HTMLElement, room: Size): Drawn & { zoom: number } {
  const figure = isFigure(results), isPrint = !figure && !results.querySelector("table");
  const isCrowded = results.querySelectorAll(".legend .traces").length > MOST_NARROW_ENTRIES;
  const least = figure ? Math.max(widthOfTitle(results), isCrowded ? CHART_WIDTHS[0] : 0) : 0;
  const drawings = results.querySelector(".js-plotly-plot") ? CHART_WIDTHS : FIGURE_WIDTHS;
  const widths = figure ? drawings.filter((width) => width >= least) : TEXT_WIDTHS;
  const sizes = widths.map((width) => naturalSize(results, { width }));
  if (isPrint && results.textContent!.trim().split("\n").length >= TALL_PRINT) {
    sizes.push(naturalSize(results, { inColumns: true }));
  }
  return sizes.map((natural) => {
    const zoom = Math.min(room.width / natural.width, room.height / natural.height, MOST_ZOOM);
    return { ...natural, zoom: Math.max(0.01, zoom) };
  }).reduce((best, one, i) => {
    const keepsHeadings = !figure && !isPrint && best.height * best.zoom > FLAT * room.height;
    const [larger, before] = [one, best].map(({ zoom, letters }) =>
      Math.min(zoom * letters, keepsHeadings ? GOOD_TABLE : Infinity)
    );
    const gain = larger / before;
    const worth = isPrint && i > 0 ? WORTH_BREAKING : keepsHeadings ? WORTH_NARROWING_CELLS : WORTH_NARROWING;
    return gain > worth ? one : best;
  });
}

/** What a live figure scrolls when it is too narrow, and how little such a drawing is worth. */
const SCROLLED = ".course-figure div", CUT = 0.3;

function isCut(element: Element): boolean {
  return element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== "visible";
}

/** What has a width of its own; what stands around it is as wide as it may be. */
const PARTS =
  ".js-plotly-plot, .course-figure:not(.js-plotly-plot) > *, .html:not(:has(.course-figure)), table, pre, img";

/** The width that a chart's title needs: plotly.js cuts it off. */
function widthOfTitle(results: HTMLElement): number {
  const known = Number(results.dataset.title);
  if (results.dataset.title) return known;
  const chart = results.querySelector(".js-plotly-plot"), title = chart?.querySelector(".gtitle");
  const scale = chart ? chart.getBoundingClientRect().width / (chart as HTMLElement).offsetWidth : 1;
  const width = chart && title
    ? (title.getBoundingClientRect().right - chart.getBoundingClientRect().left) / scale + 10
    : 0;
  results.dataset.title = String(Math.min(width, Math.max(...CHART_WIDTHS)));
  return Number(results.dataset.title);
}

/** Sizes that were measured, by what is shown of the outputs and by width. Each measurement makes the browser lay out. */
const measured = new WeakMap<HTMLElement, Map<string, Drawn>>();

/** Keeps short cells of tables in one line: numbers and intervals. */
export function keepCellsWhole(slide: HTMLElement): void {
  for (const cell of slide.querySelectorAll<HTMLElement>(".results td")) {
    if (cell.textContent!.trim().length <= SHORT_CELL) cell.style.whiteSpace = "nowrap";
    else cell.style.minWidth = LEAST_WIDTH;
  }
  for (const heading of slide.querySelectorAll<HTMLElement>(".results th")) {
    const text = heading.textContent!.trim();
    // A heading may be broken between its words. Hangul could be broken between any two syllables.
    if (!text.includes(" ") && text.length <= SHORT_CELL) heading.style.whiteSpace = "nowrap";
    else if (text.length > SHORT_HEADING) heading.style.minWidth = HEADING_WIDTH;
  }
}

/** Cuts off the empty margin of a drawing that uses only a part of its width. Live ones may still use it. */
export function cropDrawings(slide: HTMLElement): void {
  for (const figure of slide.querySelectorAll(".results .course-figure")) {
    if (figure.querySelector("input, button, select, .main-svg")) continue;
    for (const svg of figure.querySelectorAll<SVGSVGElement>("svg[viewBox]")) {
      const { x, y, width, height } = svg.getBBox(), all = svg.viewBox.baseVal;
      if (!(width > 0 && width < 0.8 * all.width)) continue;
      const pad = 6;
      svg.setAttribute("viewBox", `${x - pad} ${y - pad} ${width + 2 * pad} ${height + 2 * pad}`);
      svg.setAttribute("width", String(width + 2 * pad));
      svg.setAttribute("height", String(height + 2 * pad));
    }
  }
}

/** The size of outputs as they are in a notebook, drawn in a width; without one, as wide as they are. */
function naturalSize(
  results: HTMLElement,
  { width, inColumns = false }: { width?: number; inColumns?: boolean },
): Drawn {
  const sizes = measured.get(results) ?? new Map<string, Drawn>();
  measured.set(results, sizes);
  const key = `${results.querySelector(".more")?.textContent ?? ""} ${width} ${inColumns}`;
  const known = sizes.get(key);
  if (known) return known;
  results.style.zoom = "1";
  results.classList.toggle("two-columns", inColumns);
  results.style.width = width === undefined ? "max-content" : `${width}px`;
  const box = results.getBoundingClientRect();
  const right = Math.max(
    ...[...results.querySelectorAll(PARTS)]
      .map((part) => part.getBoundingClientRect().right - box.left),
  );
  const letters = [...results.querySelectorAll<SVGSVGElement>("svg[viewBox]:not(.plotly svg)")]
    .map((svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width);
  // A drawing that would have to be scrolled is drawn wider, if it can be.
  if (isFigure(results) && [...results.querySelectorAll(SCROLLED)].some(isCut)) letters.push(CUT);
  const size = {
    // Cards in a row have a margin at their right side, and would wrap without it.
    width: Math.ceil(
      isFigure(results) && width ? Math.min(width, Math.max(right, 1) + CARD_MARGIN) : Math.max(right, 1),
    ),
    height: Math.ceil(results.offsetHeight) + 1,
    letters: Math.min(...letters, 1),
    inColumns,
  };
  sizes.set(key, size);
  return size;
}

/** Undoes what leaveOutTheEnd() did for another arrangement. */
const putBack = new WeakMap<HTMLElement, () => void>();

/** Leaves rows or boxes at the end out until the rest can be read. They stay where that would not help. */
function leaveOutTheEnd(results: HTMLElement, room: Size): void {
  const rows = [...results.querySelectorAll<HTMLElement>("tbody tr")];
  const boxes = [...results.querySelectorAll<HTMLElement>(":scope > .html > div")];
  const parts = rows.length > 0 ? rows : boxes;
  const parent = parts[0]?.parentElement;
  if (!parent) return;
  const more = document.createElement("p");
  more.className = "more";
  putBack.set(results, () => {
    more.remove();
    parent.append(...parts);
    putBack.delete(results);
  });
  const all = bestDrawing(results, room).zoom;
  let before = all;
  for (let left = parts.length - 1; left >= LEAST_ROWS; left--) {
    parts[left].remove();
    more.textContent = text("… {0} more on the page", parts.length - left);
    results.append(more);
    const { zoom } = bestDrawing(results, room);
    if (zoom >= LEAST_ZOOM) {
      if (zoom > WORTH_LEAVING_OUT * all) return;
      break;
    }
    // Where the width is too small, fewer rows help nothing.
    if (zoom <= 1.01 * before) break;
    before = zoom;
  }
  if (parts.length - parent.children.length > 2 && before > 1.2 * all) return;
  putBack.get(results)!();
}
