/**
 * What a cell shows: an object whose `Symbol.for("Jupyter.display")` method returns one representation per MIME type.
 *
 * A figure is `text/html` with a picture, `<img src="data:image/svg+xml;base64,…">`. An interactive figure also has a
 * script that replaces the picture. Viewers that run no scripts (an untrusted notebook, GitHub's preview, a PDF) show the
 * picture; viewers without HTML show `text/plain`. `lib/tools/notebook_checks/raster_pictures.ts` converts the pictures
 * to PNG when a notebook is saved for publication. All outside text passes `escapeHtml` or `scriptJson` before it
 * becomes markup.
 */
// @ts-types="npm:@types/escape-html@1.0.4"
import escapeHtml from "escape-html";
import { LONGEST_DESCRIPTION, shorten } from "./shorten.ts";

export { escapeHtml };

export const DISPLAY: unique symbol = Symbol.for("Jupyter.display");

/** One representation per MIME type; JSON types are objects. */
export type MimeBundle = { readonly [mime: string]: string | object | undefined };

export interface Displayable {
  [DISPLAY](): MimeBundle | Promise<MimeBundle>;
}

/** A Displayable of this bundle; a function makes the bundle when it is shown. */
export function displayable(bundle: MimeBundle | (() => MimeBundle | Promise<MimeBundle>)): Displayable {
  return { [DISPLAY]: typeof bundle === "function" ? bundle : () => bundle };
}

/** A unique id for a figure on a page, so that its script finds it. */
export function figureId(): string {
  return `figure-${crypto.randomUUID().slice(0, 8)}`;
}

/**
 * Data as JavaScript source that is safe inside a `<script>` element.
 *
 * HTML ends a script at "</script" and parses it differently after "<!--", even inside a string; JSON may contain both.
 * U+2028 and U+2029 end a line in old JavaScript.
 */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

interface SvgImageOptions {
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  /** A script on the page reads the SVG, so it is kept when the notebook is saved with PNG pictures. */
  readonly readByScript?: boolean;
}

/** An SVG document as the address of a picture. */
export function svgAddress(svg: string): string {
  const bytes = new TextEncoder().encode(svg);
  let binary = "";
  for (let i = 0; i < bytes.length; i += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return `data:image/svg+xml;base64,${btoa(binary)}`;
}

/** An SVG document as an `<img>`: the only form of a vector picture that Jupyter's sanitizers keep. */
export function svgImage(svg: string, o: SvgImageOptions): string {
  const drawing = o.readByScript ? ' data-svg=""' : "";
  return `<img src="${svgAddress(svg)}"${drawing} alt="${escapeHtml(shorten(o.alt, LONGEST_DESCRIPTION))}" ` +
    `width="${o.width}" height="${o.height}" style="max-width: 100%; height: auto">`;
}

/** The element of a figure: it holds the picture until a script replaces it. */
export function figureElement(id: string, content: string): string {
  return `<div id="${id}" class="course-figure" role="figure">${content}</div>`;
}
