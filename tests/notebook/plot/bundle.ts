/** Reads back what a figure would show, for the tests of lib/notebook/plot. */
import assert from "node:assert/strict";
import { DISPLAY, type Displayable } from "../../../lib/notebook/plot/displayable.ts";

export interface ShownBundle {
  readonly html: string;
  readonly plain: string;
  readonly plotly?: {
    data: Record<string, unknown>[];
    layout: Record<string, unknown>;
  };
}

/** What a notebook would receive. */
export async function show(displayable: Displayable): Promise<ShownBundle> {
  const bundle = await displayable[DISPLAY]();
  assert.equal(typeof bundle["text/html"], "string", "a figure has text/html");
  assert.equal(typeof bundle["text/plain"], "string", "a figure has text/plain");
  return {
    html: bundle["text/html"] as string,
    plain: bundle["text/plain"] as string,
    plotly: bundle["application/vnd.plotly.v1+json"] as ShownBundle["plotly"],
  };
}

/** The SVG document inside the `<img>` of a figure's HTML. */
export function picture(html: string): string {
  const found = /<img src="data:image\/svg\+xml;base64,([^"]+)"/.exec(html);
  assert.ok(found, "the HTML holds a picture");
  return new TextDecoder().decode(Uint8Array.from(atob(found[1]), (c) => c.charCodeAt(0)));
}
