/** A headless Chromium for the tests that need a real browser; `undefined` where none is installed. */
import { type Browser, chromium } from "playwright-core";

const CANDIDATES = [
  Deno.env.get("COURSE_CHROMIUM"),
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export const CHROMIUM = CANDIDATES.find((path) => path && exists(path));

/** Appended to the names of tests that are skipped without a browser. */
export const WHY_SKIPPED = CHROMIUM
  ? ""
  : " (skipped: no Chromium found; install chromium or set COURSE_CHROMIUM)";

/** Starts a browser with a profile of its own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
