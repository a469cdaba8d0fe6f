/** A headless Chromium for the tests that need a real browser; `undefined` where none is installed. */
import { type Browser, chromium } from "playwright-core";
import { findChromium, launchChromium as launch } from "../lib/tools/chromium.ts";

export const CHROMIUM = findChromium();

/** Appended to the names of tests that are skipped without a browser. */
export const WHY_SKIPPED = CHROMIUM
  ? ""
  : " (skipped: no Chromium found; install chromium or set COURSE_CHROMIUM)";

export function launchChromium() {
  return launch(CHROMIUM!);
}

/** With a WebGPU that the processor emulates (SwiftShader, which is part of Chromium). */
export function launchWithEmulatedGPU(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM!,
    args: [
      ...["--no-sandbox", "--no-first-run", "--disable-background-networking"],
      ...["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan"],
    ],
  });
}
