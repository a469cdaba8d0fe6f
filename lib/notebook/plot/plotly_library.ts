/**
 * Where plotly.js is, on disk and on a page.
 *
 * Deno keeps npm packages in a hidden folder, and Jupyter serves no hidden files. So `./course lab` starts Jupyter with
 * `--ServerApp.extra_static_paths=` this folder. Exported pages have a copy of the file. Where Jupyter was started in
 * another way, the static pictures stay.
 */
export const PLOTLY_FILE = "plotly-cartesian.min.js";

/** Addresses that a page tries, in order; `{base}` is the Jupyter server's base URL. */
export const PLOTLY_ADDRESSES: readonly string[] = [
  `{base}static/${PLOTLY_FILE}`,
  `assets/${PLOTLY_FILE}`,
  `../assets/${PLOTLY_FILE}`,
];

/** The folder that holds plotly.js, symbolic links resolved. */
export function plotlyFolder(): string {
  return Deno.realPathSync(new URL(".", import.meta.resolve("plotly.js-cartesian-dist-min")));
}
