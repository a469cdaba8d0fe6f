/**
 * Where plotly.js is, on disk and on a page.
 *
 * Deno keeps npm packages in a hidden folder, from which Jupyter serves nothing. `./course lab` therefore starts
 * Jupyter with `--ServerApp.extra_static_paths=` the folder named here; exported pages have a copy of the file beside
 * them. In a Jupyter that was started otherwise the static pictures stay.
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
