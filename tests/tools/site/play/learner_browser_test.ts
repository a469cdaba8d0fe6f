/**
 * The learner's own model from the training to the browser: trained and saved as notebook 04 does it, exported as
 * `./course export --models` does it, opened in Chromium. The page's greedy tokens are those of the notebook.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sequentialWindows, shuffledWindows, splitTail } from "../../../../lib/corpora/mod.ts";
import { jit, useDevice } from "../../../../lib/engine/mod.ts";
import { generate, gpt, type GPTConfig, type GPTParams, initGPT } from "../../../../lib/gpt/mod.ts";
import { disposeParams, seed } from "../../../../lib/nn/mod.ts";
import { BOOK_PRESETS, checkpointFolder, openBook } from "../../../../lib/notebook/mod.ts";
import { gpt2Tokenizer, restrictVocabulary } from "../../../../lib/tokenizers/mod.ts";
import { readModel as readCheckpointModel } from "../../../../lib/training/checkpoint/mod.ts";
import { latestCheckpoint } from "../../../../lib/training/checkpoint/mod.ts";
import { crossEntropy, train, warmupCosine } from "../../../../lib/training/mod.ts";
import { readLearnerModels } from "../../../../lib/tools/cli/learner_model.ts";
import { layout } from "../../../../lib/tools/layout.ts";
import { buildSite, readGlossary } from "../../../../lib/tools/site/mod.ts";
import { readModel } from "../../../../lib/tools/site/play/worker/answers.ts";
import { CHROMIUM, launchChromium, WHY_SKIPPED } from "../../../chromium.ts";
import { seriousViolations, TIMEOUT, tokensOf, visit, writeOn } from "./visit.ts";

/** Notebook 04's training with a smaller model and a few steps. */
async function trainBook(base: string) {
  const preset = BOOK_PRESETS.small, book = await openBook(), gpt2 = await gpt2Tokenizer();
  const tokenizer = restrictVocabulary(gpt2, new Set(gpt2.encode(book.text)));
  const config: GPTConfig = {
    ...{ ...preset.model, nLayer: 1, nHead: 2, nEmbd: 16 },
    vocabSize: tokenizer.vocabSize,
  };
  const ids = Int32Array.from(tokenizer.encode(book.text)), { windowTokens: blockSize, batchSize } = preset;
  const { train: trainIds, heldOut } = splitTail(ids, preset.heldOut, { blockSize });
  const folder = checkpointFolder(`book-gpt-${preset.name}`, book, base), steps = 20;
  const { params, state } = await train<GPTParams>({
    params: initGPT(config, seed(42)),
    loss: (params, { x, y }, o) => crossEntropy(gpt(params, config, x, o), y),
    batches: shuffledWindows(trainIds, { blockSize, stride: preset.stride, batchSize, seed: 1 }),
    ...{ steps, vocabSize: config.vocabSize, seed: 7, compile: jit },
    learningRate: warmupCosine({ peak: 1e-2, warmupSteps: 2, totalSteps: steps }),
    heldOut: {
      batches: sequentialWindows(heldOut.subarray(0, 20 * blockSize), { blockSize, batchSize }),
      every: 10,
    },
    checkpoints: { folder, every: 10, keepLast: 1, config: { ...config } },
  });
  disposeParams({ params, m: state.m, v: state.v, t: state.t });
  return { folder, tokenizer };
}

Deno.test({
  name: `a checkpoint of notebook 04 writes in a browser what it writes in the notebook${WHY_SKIPPED}`,
  ignore: !CHROMIUM,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const base = await Deno.makeTempDir(), site = join(base, "site");
    const browser = await launchChromium();
    try {
      await useDevice();
      const { folder, tokenizer } = await trainBook(base);
      const [learner] = await readLearnerModels([folder]);
      await buildSite(site, {
        ...{ lessons: [], versions: ["student"], styles: join(layout.assets, "export") },
        play: { models: join(layout.assets, "models"), learner: [learner] },
        glossary: await readGlossary(join(layout.assets, "export", "glossary.json")),
      });
      await useDevice(); // the site's pictures were computed in plain JavaScript
      const prompt = tokenizer.encode("The owl"), expected: number[] = [];
      const { params, config } = await readCheckpointModel<GPTParams>((await latestCheckpoint(folder))!.path);
      const shipped = readModel(learner);
      assert.deepEqual(shipped.config, config);
      const o = { maxNewTokens: 20, temperature: 0, compile: jit } as const;
      for await (const { tokens: [token] } of generate({ params, config: shipped.config }, [prompt], o)) {
        expected.push(token!);
      }
      disposeParams(params);
      disposeParams(shipped.params);
      assert.equal(expected.length, 20);

      const address = pathToFileURL(join(site, "play", `${learner.name}.html`)).href;
      await visit(browser, address, async (page, complaints) => {
        await page.fill("[data-part=temperature]", "0");
        await page.fill("[data-part=length]", "20");
        await writeOn(page, "The owl");
        assert.deepEqual(await tokensOf(page), expected);
        assert.equal(
          await page.textContent("[data-part=text] .written"),
          tokenizer.decode(expected),
        );
        assert.deepEqual(complaints, []);
        assert.deepEqual(await seriousViolations(page), []);
      });
      await visit(browser, pathToFileURL(join(site, "index.html")).href, async (page) => {
        await page.click(`a[href="play/${learner.name}.html"]`);
        await page.waitForSelector("[data-engine]", TIMEOUT);
      });
    } finally {
      await browser.close();
      await Deno.remove(base, { recursive: true });
    }
  },
});
