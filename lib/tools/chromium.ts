/**
 * A headless Chromium, where the machine has one: it prints pages to PDF, and tests look at pages with it.
 *
 * Chromium is a system package (Debian: `chromium`), not one of the course's: it is as large as everything else
 * together, and everything but the PDFs works without it.
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

/** Starts it with a profile of its own, so that nothing of the reader's browser is touched. */
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
