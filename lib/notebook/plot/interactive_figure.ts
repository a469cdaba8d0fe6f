/**
 * A figure that answers the reader: data, and a function that runs in the reader's browser, kept in the output.
 *
 * The function is written as TypeScript, so that it is checked and linted, and travels as source
 * (`Function.prototype.toString`): it must use nothing from outside itself but its arguments. Where no script runs, or
 * it fails, the picture stays. Keys that the reader presses inside the figure are the figure's, not JupyterLab's
 * shortcuts.
 */
import { type Displayable, displayable, figureElement, figureId, scriptJson } from "./displayable.ts";
import { LONGEST_DESCRIPTION, shorten } from "./shorten.ts";

interface InteractiveFigureOptions<Data, Tools> {
  /** The figure as HTML for viewers without scripts, usually what `svgImage` answers. */
  readonly picture: string;
  /** What the figure shows, in words. */
  readonly alt: string;
  /** Survives JSON. */
  readonly data: Data;
  /** Fills the emptied element. Runs in the browser. */
  readonly draw: (element: HTMLElement, data: Data, tools: Tools) => void;
  /** Functions that `draw` calls, which travel with it. */
  readonly tools: Tools;
}

type Functions = Readonly<Record<string, (...values: never[]) => unknown>>;

/** Shows `picture`, and in its place what `draw` makes of `data` where scripts run. */
export function interactiveFigure<Data, Tools extends Functions>(
  { picture, alt, data, draw, tools }: InteractiveFigureOptions<Data, Tools>,
): Displayable {
  const id = figureId();
  const named = Object.entries(tools).map(([name, tool]) => `${scriptJson(name)}: ${source(tool)}`);
  return displayable({
    "text/html": figureElement(id, picture) +
      `<script>(${source(start)})(${scriptJson(id)}, ${scriptJson(data)}, { ${named.join(", ")} }, ${
        source(draw)
      });</script>`,
    "text/plain": shorten(alt, LONGEST_DESCRIPTION),
  });
}

/** A function's source, which must be able to stand inside a script element. */
function source(run: (...values: never[]) => unknown): string {
  const text = run.toString();
  if (text.includes("</") || text.includes("<!--")) {
    throw new Error(`interactiveFigure: ${run.name} must not contain the text that ends a script element`);
  }
  return text;
}

/** Runs in the reader's browser. */
function start<Data, Tools>(
  id: string,
  data: Data,
  tools: Tools,
  draw: (element: HTMLElement, data: Data, tools: Tools) => void,
): void {
  const element = document.getElementById(id);
  if (!element) return;
  const picture = [...element.childNodes];
  element.replaceChildren();
  // JupyterLab (Lumino) leaves the keys alone of an element that has this attribute itself.
  element.addEventListener("focusin", ({ target }) => {
    (target as Element).setAttribute("data-lm-suppress-shortcuts", "true");
  });
  try {
    draw(element, data, tools);
  } catch (error) {
    element.replaceChildren(...picture);
    throw error; // for the browser's console
  }
}
