/**
 * An interactive figure: the cell's output holds data and a function that runs in the reader's browser.
 *
 * The function is TypeScript, so it is checked and linted. It is copied into the output as source
 * (`Function.prototype.toString`), so it must use only its arguments. Where no script runs, or it fails, the picture
 * stays. Keys pressed inside the figure do not trigger JupyterLab's shortcuts.
 */
import { type Displayable, displayable, figureElement, figureId, scriptJson } from "./displayable.ts";
import { LONGEST_DESCRIPTION, shorten } from "./shorten.ts";

interface InteractiveFigureOptions<Data, Tools> {
  /** The figure as HTML for viewers without scripts, usually from `svgPicture`. */
  readonly picture: string;
  readonly alt: string;
  /** Must be valid JSON. */
  readonly data: Data;
  /** `draw` adds to the picture instead of replacing it, so the element is not emptied. Default: no. */
  readonly keepPicture?: boolean;
  /** Fills the emptied element. Runs in the browser. */
  readonly draw: (element: HTMLElement, data: Data, tools: Tools) => void;
  /** Functions that `draw` calls; they are copied too. */
  readonly tools: Tools;
}

type Functions = Readonly<Record<string, (...values: never[]) => unknown>>;

/** Shows `picture`; where scripts run, `draw` replaces it. */
export function interactiveFigure<Data, Tools extends Functions>(
  { picture, alt, data, draw, tools, keepPicture = false }: InteractiveFigureOptions<Data, Tools>,
): Displayable {
  const id = figureId();
  const named = Object.entries(tools).map(([name, tool]) => `${scriptJson(name)}: ${source(tool)}`);
  return displayable({
    "text/html": figureElement(id, picture) +
      `<script>(${source(start)})(${scriptJson(id)}, ${scriptJson(data)}, { ${named.join(", ")} }, ${
        source(draw)
      }, ${keepPicture});</script>`,
    "text/plain": shorten(alt, LONGEST_DESCRIPTION),
  });
}

/** A function's source, for a script element. */
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
  keepPicture: boolean,
): void {
  const element = document.getElementById(id);
  if (!element) return;
  const picture = [...element.childNodes];
  if (!keepPicture) element.replaceChildren();
  // JupyterLab (Lumino) ignores keys in an element with this attribute.
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
