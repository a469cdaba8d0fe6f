/**
 * A figure that is one SVG drawing: the static picture and the live figure are the same document.
 *
 * The picture has a white card as background. Where scripts run, the same document moves from the `<img>` into the page:
 * then `<title>` elements show on hover, text can be selected, and text has the page's colour, light or dark. So drawings
 * use `fill="currentColor"` for text and translucent colours for areas.
 */
import { translate } from "../../language.ts";
import {
  type Displayable,
  displayable,
  escapeHtml,
  figureElement,
  figureId,
  scriptJson,
  svgAddress,
  svgImage,
} from "./displayable.ts";
import { LONGEST_DESCRIPTION, shorten } from "./shorten.ts";
import { CARD, INK, SANS } from "./theme.ts";
import { printable } from "./visible_whitespace.ts";

export interface DrawingOptions {
  /** Above the body, which begins at `bodyTop(title)`. */
  readonly title?: string;
  /** What the figure shows, for readers who cannot see it. */
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

/** The form of a drawing for a phone: the same content, at most 360 pixels wide. */
export interface NarrowDrawing {
  readonly body: string;
  readonly width: number;
  readonly height: number;
}

interface SvgFigureOptions extends DrawingOptions {
  /** Shown where the window is narrower than NARROW_WINDOW. Default: the drawing itself, smaller. */
  readonly narrow?: NarrowDrawing;
}

/** A window narrower than this gets a drawing's narrow form, CSS pixels. */
const NARROW_WINDOW = 640;

/** Shows a drawing: `body` is the inside of an `<svg>` element, below the title. */
export function svgFigure(body: string, { narrow, ...o }: SvgFigureOptions): Displayable {
  const id = figureId();
  const picture = svgPicture(body, { ...o, readByScript: true });
  // A viewer that keeps no `<picture>` still shows the `<img>` in it.
  const content = narrow
    ? `<picture><source media="(max-width: ${NARROW_WINDOW - 1}px)" srcset="${
      svgAddress(svgDocument(heading(o.title) + narrow.body, narrow))
    }" data-svg="" width="${narrow.width}" height="${narrow.height}">${picture}</picture>`
    : picture;
  return displayable({
    "text/html": figureElement(id, content) +
      (narrow ? `<script>(${chooseForm})(${scriptJson(id)});</script>` : "") +
      `<script>(${putIntoPage})(${scriptJson(id)});</script>`,
    "text/plain": shorten(o.alt, LONGEST_DESCRIPTION),
  });
}

/** A drawing as a picture only, for figures whose script draws something else. */
export function svgPicture(body: string, o: DrawingOptions & { readonly readByScript?: boolean }): string {
  const { title, alt, readByScript } = o;
  const size = { width: Math.ceil(o.width), height: Math.ceil(o.height) };
  return svgImage(svgDocument(heading(title) + body, size), { alt, readByScript, ...size });
}

/** The document around a drawing: a white card, the fonts of all figures. Whole CSS pixels. */
function svgDocument(body: string, { width, height }: { width: number; height: number }): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" color="${INK}" font-family="${SANS}" font-size="13">` +
    `<rect class="card" width="${width}" height="${height}" fill="${CARD}"/>${body}</svg>`;
}

/** Between a drawing and the edge of its card, CSS pixels. */
export const MARGIN = 14;

/** Where a drawing's body begins, below the margin and the title if there is one; CSS pixels. */
export function bodyTop(title: string | undefined): number {
  return MARGIN + (title ? 26 : 0);
}

function heading(title: string | undefined): string {
  if (!title) return "";
  return `<text x="${MARGIN}" y="${MARGIN + 12}" font-size="15" fill="currentColor">${svgText(title)}</text>`;
}

/** The line "… and 3 more words" below a drawing that leaves some out; "" where `left` is not positive. */
export function moreNote(left: number, { what, y }: { readonly what: string; readonly y: number }): string {
  return left <= 0 ? "" : markup`<text x="${MARGIN}" y="${y}" font-size="12" fill="currentColor">
      ${svgText(translate(`… and ${left.toLocaleString("en")} more ${what}`))}</text>`;
}

/** Text as SVG markup, as long as a figure can show it. */
export function svgText(text: string): string {
  return escapeHtml(printable(shorten(text)));
}

/** A coordinate with at most one decimal. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/**
 * SVG as a template: a number becomes a coordinate (`px`), a list its items one after the other. A line break with the
 * spaces after it is left out after a tag or a value, and is one space elsewhere. Texts must pass `svgText`.
 */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | readonly string[])[]
): string {
  const written = values.map((value) =>
    typeof value === "number" ? px(value) : typeof value === "string" ? value : value.join("")
  );
  const literals = parts.map((part) =>
    part.replace(/(^|.)\n\s*/g, (_, before) => before && before + (before === ">" ? "" : " "))
  );
  return String.raw({ raw: literals }, ...written);
}

/** Runs in the reader's browser: `putIntoPage` then reads the form that fits the window. Uses only its argument. */
function chooseForm(id: string): void {
  const element = document.getElementById(id);
  const source = element?.querySelector("source"), image = element?.querySelector("img");
  if (!source || !image || !matchMedia(source.media).matches) return;
  image.dataset.svg = source.dataset.svg || source.srcset.split(",")[1];
}

/** Runs in the reader's browser, so it must use only its argument. */
function putIntoPage(id: string): void {
  const element = document.getElementById(id);
  const image = element?.querySelector("img");
  if (!element || !image) return;
  const svg64 = image.dataset.svg || image.src.split(",")[1];
  const bytes = Uint8Array.from(atob(svg64), (c) => c.charCodeAt(0));
  const drawing = new DOMParser().parseFromString(new TextDecoder().decode(bytes), "image/svg+xml");
  const svg = document.importNode(drawing.documentElement, true);
  svg.querySelector(".card")?.remove();
  svg.removeAttribute("color");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", image.alt);
  svg.style.maxWidth = "100%";
  svg.style.height = "auto";
  element.replaceChildren(svg);
}
