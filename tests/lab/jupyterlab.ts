/** JupyterLab as a reader uses it, in a headless Chromium: `./course lab` starts it, menus and buttons control it. */
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { layout } from "../../lib/tools/layout.ts";
import { joinText, type Notebook } from "../../lib/tools/notebook_file/notebook_file.ts";
import { TextLineStream } from "../../lib/tools/text_lines.ts";
import { launchChromium } from "../chromium.ts";

/** The folder of the tests' notebooks: inside the project, so that cells find `lib`. */
export const SCRATCH = "lab-test";

export class JupyterLab implements AsyncDisposable {
  readonly #server: Deno.ChildProcess;
  readonly #browser: Browser;
  readonly #address: URL;

  private constructor(server: Deno.ChildProcess, browser: Browser, address: URL) {
    [this.#server, this.#browser, this.#address] = [server, browser, address];
  }

  static async start(port: number): Promise<JupyterLab> {
    const server = new Deno.Command("sh", {
      args: [join(layout.root, "course"), "lab", "--no-browser", "--port", String(port)],
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const lines: string[] = [];
    const stream = server.stderr.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
    let url: string | undefined;
    for await (const line of stream.values({ preventCancel: true })) {
      lines.push(line);
      url = line.match(/http:\S+/)?.[0];
      if (url) break;
    }
    if (!url) throw new Error(`./course lab did not start:\n${lines.join("\n")}`);
    void stream.pipeTo(new WritableStream()); // so that the server never waits because nobody reads
    return new JupyterLab(server, await launchChromium(), new URL(url));
  }

  /** Opens a notebook, its path relative to notebooks/. */
  async open(notebook: string): Promise<Page> {
    const context = await this.#browser.newContext({ viewport: { width: 1400, height: 1000 } });
    const page = await context.newPage();
    const url = new URL(`/lab/workspaces/${crypto.randomUUID()}/tree/${notebook}`, this.#address);
    url.search = this.#address.search;
    await page.goto(url.href);
    await page.waitForSelector(".jp-Notebook .jp-Cell", { timeout: 60_000 });
    await page.getByText("Deno (course) | Idle").waitFor({ timeout: 60_000 });
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    this.#server.kill("SIGINT");
    await this.#server.status;
  }
}

/** Chooses "Run" → "Run All Cells". */
export async function runAll(page: Page): Promise<void> {
  await page.locator(".lm-MenuBar-itemLabel", { hasText: /^Run$/ }).click();
  await page.locator(".lm-Menu-itemLabel", { hasText: /^Run All Cells$/ }).click();
}

/** Runs one code cell by keyboard. The first keys after a page has opened may be lost; then it tries again. */
export async function runCell(page: Page, i: number): Promise<void> {
  const cell = page.locator(".jp-Notebook .jp-CodeCell").nth(i);
  for (let attempt = 0; attempt < 5; attempt++) {
    await cell.locator(".jp-InputArea-editor").click();
    await page.keyboard.press("Control+Enter");
    for (let tenths = 0; tenths < 20; tenths++) {
      if (!/\[ \]/.test(await cell.locator(".jp-InputPrompt").innerText())) return;
      await page.waitForTimeout(100);
    }
  }
  throw new Error(`code cell ${i + 1} does not start`);
}

/** Waits until the kernel has been idle for two seconds. */
export async function untilIdle(page: Page, minutes: number): Promise<void> {
  const idle = page.getByText("Deno (course) | Idle");
  const end = Date.now() + minutes * 60_000;
  for (let quiet = 0; quiet < 20; quiet = await idle.isVisible() ? quiet + 1 : 0) {
    if (Date.now() > end) throw new Error(`the notebook still runs after ${minutes} minutes`);
    await page.waitForTimeout(100);
  }
}

/** Chooses "File" → "Save Notebook". */
export async function save(page: Page): Promise<void> {
  await page.locator(".lm-MenuBar-itemLabel", { hasText: /^File$/ }).click();
  await page.locator(".lm-Menu-itemLabel", { hasText: /^Save Notebook$/ }).click();
}

/** Saves the notebook as a reader does, and reads the file: the page has only the visible cells. */
export async function saved(page: Page, path: string): Promise<Notebook> {
  const before = await Deno.readTextFile(path);
  await save(page);
  for (let tenths = 0; tenths < 300; tenths++) {
    const now = await Deno.readTextFile(path);
    if (now !== before && now !== "") return JSON.parse(now); // Jupyter empties the file first
    await page.waitForTimeout(100);
  }
  throw new Error(`JupyterLab did not save ${path}`);
}

/** The errors in a notebook's outputs. */
export function errorsIn(notebook: Notebook): string[] {
  return notebook.cells.flatMap(({ outputs = [] }) => outputs).flatMap((output) =>
    output.output_type === "error"
      ? [`${output.ename}: ${output.evalue}`]
      : output.output_type === "stream" && output.name === "stderr"
      ? [joinText(output.text)]
      : []
  );
}
