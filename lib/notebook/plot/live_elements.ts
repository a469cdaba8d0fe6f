/**
 * How the browser parts of live figures make elements.
 *
 * The functions are copied into the notebook as source: each must use only its arguments.
 */
import { fill } from "./fill.ts";

type Attributes = Readonly<Record<string, string | number>>;

/** Adds an element with attributes and a text. */
function add<Name extends keyof HTMLElementTagNameMap>(
  parent: Element,
  name: Name,
  attributes: Attributes = {},
  text = "",
): HTMLElementTagNameMap[Name] {
  const child = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) child.setAttribute(key, String(value));
  child.textContent = text;
  parent.append(child);
  return child;
}

/** `add` for SVG's elements. */
function addSvg<Name extends keyof SVGElementTagNameMap>(
  parent: Element,
  name: Name,
  attributes: Attributes = {},
  text = "",
): SVGElementTagNameMap[Name] {
  const child = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) child.setAttribute(key, String(value));
  child.textContent = text;
  parent.append(child);
  return child;
}

/** A slider over the whole numbers from 0 to `max`. */
function addSlider(
  parent: Element,
  o: { readonly max: number; readonly value: number; readonly label: string; readonly style: string },
): HTMLInputElement {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = "0";
  slider.max = String(o.max);
  slider.value = String(o.value);
  slider.setAttribute("aria-label", o.label);
  slider.setAttribute("style", o.style);
  // JupyterLab moves the focus to the cell that was clicked; the arrow keys should go on moving the slider.
  slider.addEventListener("click", () => setTimeout(() => slider.focus({ preventScroll: true })));
  parent.append(slider);
  return slider;
}

/** For `interactiveFigure`; a figure adds its own functions. */
export const LIVE_TOOLS = { fill, add, addSvg, addSlider };
export type LiveTools = typeof LIVE_TOOLS;
