/**
 * A headless Chromium, if the machine has one: it prints pages to PDF, and tests open pages in it.
 *
 * The course does not install Chromium (Debian's package: `chromium`): it is as large as everything else together, and
 * only PDFs and PNG pictures need it.
 */
import { type Browser, chromium } from "playwright-core";

const CANDIDATES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The path of a Chromium: `COURSE_CHROMIUM`, else where packages put it; `undefined` where there is none. */
export function findChromium(): string | undefined {
  return [Deno.env.get("COURSE_CHROMIUM"), ...CANDIDATES].find((path) => path && exists(path));
}

/** Starts it with a new profile, separate from the reader's browser. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
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
