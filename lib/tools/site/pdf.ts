/**
 * Prints pages as PDF with Chromium, without their scripts: figures are pictures, `<details>` are open (a quiz's answers
 * only in the teacher's version), nothing is cut off.
 */
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";

export interface PdfJob {
  /** The HTML file. */
  readonly page: string;
  /** The PDF to write. */
  readonly pdf: string;
}

/** Prints the pages, two at a time; calls `onDone` after each. */
export async function printPdfs(
  browser: Browser,
  jobs: readonly PdfJob[],
  onDone: (job: PdfJob) => void = () => {},
): Promise<void> {
  const waiting = [...jobs];
  const work = async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, colorScheme: "light" });
    const page = await context.newPage();
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      await page.goto(pathToFileURL(job.page).href, { waitUntil: "load" });
      await page.pdf({
        path: job.pdf,
        format: "A4",
        margin: { top: "16mm", bottom: "18mm", left: "14mm", right: "14mm" },
        printBackground: true,
        displayHeaderFooter: true,
        headerTemplate: "<span></span>",
        footerTemplate: `<div style="font-size: 8px; width: 100%; text-align: center; color: #555">` +
          `<span class="title"></span> · <span class="pageNumber"></span>/<span class="totalPages"></span></div>`,
        outline: true,
        tagged: true,
      });
      onDone(job);
    }
    await context.close();
  };
  const printed = await Promise.allSettled([work(), work()]);
  const failed = printed.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}
