/**
 * The notebooks in JupyterLab in a real browser. Run All is tried on the notebooks that COURSE_LAB_NOTEBOOKS names
 * ("all", or numbers such as "00,04"); otherwise on "00" only, because the suite `notebooks` executes all of them.
 */
import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { layout } from "../../lib/tools/layout.ts";
import { courseNotebooks, type Notebook } from "../../lib/tools/notebook_file/notebook_file.ts";
import { CHROMIUM, WHY_SKIPPED } from "../chromium.ts";
import { errorsIn, JupyterLab, runAll, runCell, save, saved, SCRATCH, untilIdle } from "./jupyterlab.ts";

const folder = join(layout.notebooks, SCRATCH);

function notebook(...cells: string[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
      language_info: { name: "typescript" },
    },
    cells: cells.map((source, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      metadata: {},
      source,
      outputs: [],
      execution_count: null,
    })),
  };
}

/** A training of a tiny GPT that would take hours; the next run goes on from its checkpoint. */
const training = [
  `import { connectKernel, stopSignal } from "lib/notebook";
import { useDevice } from "lib/engine/device";
import { gpt, initGPT } from "lib/gpt";
import { seed } from "lib/nn";
import { randomWindows } from "lib/corpora";
import { constant } from "../../lib/training/schedule.ts";
import { crossEntropy, train } from "lib/training";
connectKernel();
await useDevice();
const config = { vocabSize: 32, blockSize: 16, nLayer: 1, nHead: 2, nEmbd: 16, dropout: 0, qkvBias: false, tiedHead: true };
const batches = randomWindows(Int32Array.from({ length: 4000 }, (_, i) => i % 32), { blockSize: 16, batchSize: 4, seed: 1 });
const run = { params: initGPT(config, seed(1)), loss: (p, { x, y }, o) => crossEntropy(gpt(p, config, x, o), y), batches,
  vocabSize: 32, seed: 2, learningRate: constant(1e-3), checkpoints: { folder: "checkpoints", every: 50, config } };
void 0;`,
  `const first = await train({ ...run, steps: 1_000_000, signal: stopSignal(), onStep: ({ step }) => { if (step === 60) console.log("under way"); } });
console.log("stopped:", first.stopped, first.progress.step >= 60);`,
  `const second = await train({ ...run, steps: first.progress.step + 20, signal: stopSignal() });
console.log("resumed to", second.progress.step - first.progress.step);`,
];

Deno.test({
  name: `notebooks in JupyterLab in a browser${WHY_SKIPPED}`,
  ignore: !CHROMIUM,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    await Deno.mkdir(folder, { recursive: true });
    await using lab = await JupyterLab.start(18920);
    try {
      await t.step("the stop button stops a training, and the next cell resumes it", async () => {
        await Deno.writeTextFile(join(folder, "stop.ipynb"), JSON.stringify(notebook(...training)));
        const page = await lab.open(`${SCRATCH}/stop.ipynb`);
        await runCell(page, 0);
        await untilIdle(page, 2);
        await runCell(page, 1);
        await page.getByText("under way", { exact: true }).waitFor({ timeout: 120_000 });
        await page.locator('[data-command="notebook:interrupt-kernel"]').first().click();
        await page.getByText("stopped: true true").waitFor({ timeout: 60_000 });
        await page.waitForTimeout(1000); // like a person: a cell that starts at once counts as one that was waiting
        await runCell(page, 2);
        await page.getByText("resumed to 20").waitFor({ timeout: 120_000 });
        await untilIdle(page, 1);
        assert.deepEqual(errorsIn(await saved(page, join(folder, "stop.ipynb"))), []);
        await page.context().close();
      });

      await t.step("an error is seen by these tests", async () => {
        await Deno.writeTextFile(
          join(folder, "error.ipynb"),
          JSON.stringify(notebook('throw new Error("seen")')),
        );
        const page = await lab.open(`${SCRATCH}/error.ipynb`);
        await runAll(page);
        await untilIdle(page, 1);
        assert.match(errorsIn(await saved(page, join(folder, "error.ipynb"))).join(), /seen/);
        await page.context().close();
      });

      await t.step("a figure shows in a notebook that nobody trusted yet, as a picture", async () => {
        const path = (await courseNotebooks()).find((path) => basename(path).startsWith("04"))!;
        await Deno.copyFile(path, join(folder, "untrusted.ipynb"));
        // Its content differs from the signed notebook, so Jupyter has no signature of it.
        const copy: Notebook = JSON.parse(await Deno.readTextFile(path));
        copy.cells.at(-1)!.source = "// a copy";
        await Deno.writeTextFile(join(folder, "untrusted.ipynb"), JSON.stringify(copy));
        const page = await lab.open(`${SCRATCH}/untrusted.ipynb`);
        const picture = page.locator('img[src^="data:image/"]').first();
        await picture.scrollIntoViewIfNeeded({ timeout: 60_000 });
        assert.ok((await picture.boundingBox())!.width > 100);
        assert.equal(
          await page.locator(".js-plotly-plot").count(),
          0,
          "a script of an untrusted notebook ran",
        );
        await page.context().close();
      });

      await t.step("opening and saving a notebook of the course leaves its file as it was", async () => {
        // Those with Korean text, live figures and long tables; `notebooks` compares the form of all without a browser.
        const some = (await courseNotebooks()).filter((path) => /^(00|05|07)/.test(basename(path)));
        for (const path of some) {
          const copy = join(folder, basename(path));
          await Deno.copyFile(path, copy);
          const before = await Deno.readTextFile(copy);
          await Deno.utime(copy, 1, 1);
          const page = await lab.open(`${SCRATCH}/${basename(path)}`);
          await save(page);
          await page.waitForFunction(() => !document.querySelector(".jp-mod-dirty"));
          while ((await Deno.stat(copy)).mtime!.getTime() === 1000) await page.waitForTimeout(100);
          await page.waitForTimeout(1000); // Jupyter empties the file first
          assert.equal(await Deno.readTextFile(copy), before, basename(path));
          await page.context().close();
        }
      });

      const asked = Deno.env.get("COURSE_LAB_NOTEBOOKS") ?? "00";
      for (const path of await courseNotebooks()) {
        const name = basename(path);
        if (asked !== "all" && !asked.split(",").some((number) => name.startsWith(number))) continue;
        await t.step(`${name}: Run All ends without an error`, async () => {
          await Deno.copyFile(path, join(folder, name)); // the reader's file keeps its outputs
          const page = await lab.open(`${SCRATCH}/${name}`);
          await runAll(page);
          await untilIdle(page, 20);
          const notebook = await saved(page, join(folder, name));
          const code = notebook.cells.filter(({ cell_type }) => cell_type === "code");
          assert.deepEqual(code.map(({ execution_count }) => execution_count), code.map((_, i) => i + 1));
          assert.deepEqual(errorsIn(notebook), []);
          await page.context().close();
        });
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
