/** A headless Chromium for the tests that need a real browser; `undefined` where none is installed. */
import { findChromium, launchChromium as launch } from "../lib/tools/chromium.ts";

export const CHROMIUM = findChromium();

/** Appended to the names of tests that are skipped without a browser. */
export const WHY_SKIPPED = CHROMIUM
  ? ""
  : " (skipped: no Chromium found; install chromium or set COURSE_CHROMIUM)";

export function launchChromium() {
  return launch(CHROMIUM!);
}
