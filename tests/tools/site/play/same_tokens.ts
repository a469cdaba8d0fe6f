/** The pages' tokens are those that `generate` gives in a notebook. */
import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { generate, type Model } from "../../../../lib/gpt/mod.ts";
import type { Purchase } from "../../../../lib/lotto/mod.ts";
import { END, scratchpadPrompt, TICKET_NUMBER_TOKENS } from "../../../../lib/lotto/scratchpad/mod.ts";
import { disposeParams } from "../../../../lib/nn/mod.ts";
import { type OwnModel, type OwnModels } from "../../../../lib/tools/site/play/own_models.ts";
import { unpackTokenizer } from "../../../../lib/tools/site/play/page_tokenizer.ts";
import { readModel } from "../../../../lib/tools/site/play/worker/answers.ts";
import { TIMEOUT, tokensOf, visit, writeOn } from "./visit.ts";

/** What a notebook gets from `generate`. */
async function inNotebook(model: Model, prompt: number[], o: Partial<Parameters<typeof generate>[2]>) {
  const tokens: number[] = [];
  for await (const { tokens: [token] } of generate(model, [prompt], { maxNewTokens: 1, ...o })) {
    if (token !== null) tokens.push(token);
  }
  return tokens;
}

const opened = async (model: OwnModel, run: (model: Model) => Promise<void>) => {
  const tensors = readModel(model);
  await run(tensors).finally(() => disposeParams(tensors.params));
};

export async function sameTokens(
  t: Deno.TestContext,
  browser: Browser,
  fromFile: (name: string) => string,
  own: OwnModels,
): Promise<void> {
  await t.step(
    "ten purchases: the page's tokens are the notebook's",
    () =>
      opened(own.lotto, (model) =>
        visit(browser, fromFile("lotto"), async (page) => {
          const purchases: (Purchase & { seed: number })[] = Array.from({ length: 10 }, (_, i) => ({
            money: i === 9 ? 2500 : 1000 * (1 + i % 2),
            winning: i === 7 ? [3, 3, 17, 28, 36, 42] : [3, 11, 17, 28, 36, 42].map((n) => n - i % 3),
            bonus: i === 6 ? 42 : 9,
            seed: 1 + i,
          }));
          for (const { seed, ...purchase } of purchases) {
            const prompt = scratchpadPrompt(purchase);
            await page.fill("[data-part=money]", String(purchase.money));
            await page.fill("[data-part=winning]", purchase.winning.join(", "));
            await page.fill("[data-part=bonus]", String(purchase.bonus));
            await page.fill("[data-part=seed]", String(seed));
            await page.evaluate(() =>
              delete document.querySelector<HTMLElement>("[data-play]")!.dataset.tokens
            );
            await page.click("button.main");
            await page.waitForSelector("[data-tokens]", TIMEOUT);
            assert.deepEqual(
              await tokensOf(page),
              await inNotebook(model, prompt, {
                maxNewTokens: model.config.blockSize - prompt.length,
                ...{ stopTokens: [END], sampleOnly: TICKET_NUMBER_TOKENS, seed },
              }),
              JSON.stringify({ ...purchase, seed }),
            );
          }
        })),
  );
  await t.step(
    "ten beginnings: the writer's greedy tokens are the notebook's",
    () =>
      opened(own.writer, (model) =>
        visit(browser, fromFile("writer"), async (page) => {
          const tokenizer = unpackTokenizer(own.writer.tokenizer!);
          const beginnings = [
            "The",
            "The owl",
            "Petra said",
            "In the morning",
            '"I think',
            "A wizard",
            "It was",
            "The clock",
            "She opened",
            "한글",
          ];
          await page.waitForSelector("[data-part=candidates] button", TIMEOUT);
          await page.fill("[data-part=temperature]", "0");
          await page.fill("[data-part=length]", "20");
          for (const beginning of beginnings) {
            await writeOn(page, beginning);
            const expected = await inNotebook(model, tokenizer.encode(beginning), {
              maxNewTokens: 20,
              temperature: 0,
            });
            assert.deepEqual(await tokensOf(page), expected, beginning);
          }
        })),
  );
}
