/**
 * Draws a plotly figure as an SVG document without a browser.
 *
 * plotly.js runs in jsdom, which builds elements but has no layout. plotly needs few measurements (the size of a text and
 * of the figure's element); they are computed from estimated text widths. This works for line and scatter charts, where
 * plotly anchors the text and the browser that shows the picture lays it out. Heatmaps need a canvas, which jsdom lacks.
 * jsdom and plotly.js are loaded at the first picture, not on import.
 */
import { join } from "node:path";
import type { PlotlyFigure } from "./live_figure.ts";
import { PLOTLY_FILE, plotlyFolder } from "./plotly_library.ts";
import { textWidth } from "./text_width.ts";
import { CARD, FIGURE_HEIGHT, FIGURE_WIDTH, SANS } from "./theme.ts";

interface PlotlyInJsdom {
  readonly document: Document;
  readonly plotly: {
    newPlot(element: Element, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
    toImage(element: Element, options: Record<string, unknown>): Promise<string>;
    purge(element: Element): void;
  };
}

interface StaticSvgOptions {
  readonly width?: number;
  readonly height?: number;
}

let loading: Promise<PlotlyInJsdom> | undefined;

export async function staticSvg(
  figure: PlotlyFigure,
  { width = FIGURE_WIDTH, height = FIGURE_HEIGHT }: StaticSvgOptions = {},
): Promise<string> {
  const { document, plotly } = await (loading ??= load());
  const element = document.createElement("div");
  const layout = {
    ...structuredClone(figure.layout),
    width,
    height,
    paper_bgcolor: CARD,
    plot_bgcolor: CARD,
  };
  await plotly.newPlot(element, structuredClone(figure.data), layout, { staticPlot: true });
  try {
    return tidy(await plotly.toImage(element, { format: "svg", imageDataOnly: true, width, height }));
  } finally {
    plotly.purge(element);
  }
}

async function load(): Promise<PlotlyInJsdom> {
  const { JSDOM } = await import("jsdom");
  const { window } = new JSDOM("<!doctype html><body></body>", {
    runScripts: "outside-only",
    pretendToBeVisual: true,
  });
  window.URL.createObjectURL = () => "";
  // jsdom prints "not implemented" for every use of a canvas; plotly only tests whether there is one.
  window.HTMLCanvasElement.prototype.getContext = () => null;
  window.SVGElement.prototype.getBBox = function (this: Element) {
    return { x: 0, y: 0, ...textSize(this) };
  };
  window.SVGElement.prototype.getComputedTextLength = function (this: Element) {
    return textSize(this).width;
  };
  window.Element.prototype.getBoundingClientRect = function (this: Element) {
    const isSvg = this.namespaceURI === "http://www.w3.org/2000/svg";
    const { width, height } = isSvg ? textSize(this) : { width: FIGURE_WIDTH, height: FIGURE_HEIGHT };
    return { x: 0, y: 0, left: 0, top: 0, width, height, right: width, bottom: height };
  };
  window.eval(await Deno.readTextFile(join(plotlyFolder(), PLOTLY_FILE)));
  return { document: window.document, plotly: window.Plotly };
}

/** Width and height of a text element in CSS pixels, one line per child `tspan` with class "line". */
function textSize(element: Element): { width: number; height: number } {
  const style = element.getAttribute("style") ?? element.querySelector("[style]")?.getAttribute("style") ??
    "";
  const size = Number(/font-size:\s*([\d.]+)px/.exec(style)?.[1] ?? 12);
  const parts = [...element.querySelectorAll("tspan.line")].map((line) => line.textContent ?? "");
  const lines = parts.length > 0 ? parts : [element.textContent ?? ""];
  return {
    width: Math.max(...lines.map((line) => textWidth(line, { size }))),
    height: 1.3 * size * lines.length,
  };
}

/**
 * Rounds coordinates to a tenth of a pixel and names the font once: half the size, with no visible change. Replaces
 * plotly's random ids by numbers, so that the same figure gives the same file. Texts and styles are not changed.
 */
function tidy(svg: string): string {
  const names: string[] = [];
  return svg
    .replaceAll(
      /\s(?:d|transform|x|y|width|height)="[^"]*"/g,
      (attribute) => attribute.replaceAll(/(\d+\.\d)\d+/g, "$1"),
    )
    .replaceAll(/\b(trace|clip|legend|defs-|topdefs-)([0-9a-f]{6})/g, (_, kind, name) => {
      if (!names.includes(name)) names.push(name);
      return kind + names.indexOf(name);
    })
    .replaceAll(/font-family: [^;"]*; ?/g, "")
    .replace('style=""', `font-family="${SANS}"`);
}
