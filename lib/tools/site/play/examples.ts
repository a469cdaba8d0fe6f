/** The pictures of the pages, made by the models themselves while the site is exported, with the worker's functions. */
import * as tf from "@tensorflow/tfjs";
import { tokenStrip } from "../../../notebook/plot/token_strip.ts";
import { attentionExplorer, mergeSlider } from "../../../notebook/plot/mod.ts";
import { DISPLAY, type Displayable, escapeHtml } from "../../../notebook/plot/displayable.ts";
import { disposeParams } from "../../../nn/mod.ts";
import { gradeAnswer } from "../../../lotto/mod.ts";
import {
  END,
  scratchpadPrompt,
  scratchpadText,
  TICKET_NUMBER_TOKENS,
} from "../../../lotto/scratchpad/mod.ts";
import { gpt2Tokenizer } from "../../../tokenizers/mod.ts";
import { EXAMPLE_BEGINNING, EXAMPLE_LETTERS, EXAMPLE_PURCHASE, EXAMPLE_TEXT } from "./figures.ts";
import type { OwnModels } from "./own_models.ts";
import type { PlayModel } from "./model_script.ts";
import { unpackTokenizer } from "./page_tokenizer.ts";
import { TEXTS } from "./texts.ts";
import { attentionOf, continuePrompt, readModel } from "./worker/answers.ts";
import { cutText } from "./worker/cut_text.ts";

export type Pictures = Readonly<Record<"lotto" | "tokenizer" | "attention" | "writer", string>>;

/** The picture of each page, as HTML. */
export async function examplePictures(models: OwnModels): Promise<Pictures> {
  await tf.setBackend("cpu"); // a few hundred tokens: no engine is loaded for them
  (tf.backend() as { firstUse?: boolean }).firstUse = false; // or it prints that tfjs-node is faster
  return {
    lotto: await lottoPicture(models.lotto),
    tokenizer: await tokenizerPicture(models.writer),
    attention: await attentionPicture(models.copier),
    writer: await writerPicture(models.writer),
  };
}

async function html(figure: Displayable): Promise<string> {
  // The picture only: the page's own script draws the live figure.
  return ((await figure[DISPLAY]())["text/html"] as string).replace(/<script>[^]*<\/script>/, "");
}

async function lottoPicture(model: PlayModel): Promise<string> {
  const { seed, ...purchase } = EXAMPLE_PURCHASE;
  const prompt = scratchpadPrompt(purchase);
  const { tokens } = await withModel(model, (opened) =>
    continuePrompt(opened, {
      ...{ kind: "generate", prompt, maxNewTokens: opened.config.blockSize - prompt.length },
      ...{ stopTokens: [END], sampleOnly: TICKET_NUMBER_TOKENS, seed },
    }, { onToken: () => {} }));
  const text = scratchpadText(tokens);
  const { ok, reasons } = gradeAnswer(purchase, text, { ascending: true });
  const T = TEXTS.lotto;
  return `<p>${escapeHtml(T.money)}: ${purchase.money}. ${escapeHtml(T.winning)}: ${
    purchase.winning.join(", ")
  }. ${escapeHtml(T.bonus)}: ${purchase.bonus}.</p>
<pre class="output" tabindex="0" lang="ko">${escapeHtml(text)}</pre>
<p>${escapeHtml(ok ? T.right : T.wrong(reasons.join("; ")))}</p>`;
}

async function tokenizerPicture(model: PlayModel): Promise<string> {
  const tokenizers = { gpt2: await gpt2Tokenizer(), ours: unpackTokenizer(model.tokenizer!) };
  const { gpt2, ours, bytes } = cutText(tokenizers, EXAMPLE_TEXT);
  const strips = [
    tokenStrip(gpt2.tokens, { title: `${TEXTS.tokenizer.gpt2}: ${gpt2.tokens.length}` }),
    tokenStrip(ours.tokens, { title: `${TEXTS.tokenizer.ours}: ${ours.tokens.length}` }),
    tokenStrip(bytes.map((byte) => ({ text: byte.toString(16).padStart(2, "0").toUpperCase() })), {
      title: `${TEXTS.tokenizer.bytes}: ${bytes.length}`,
    }),
    mergeSlider(gpt2.words, gpt2.merges, { title: TEXTS.tokenizer.steps, startVocabulary: 256 }),
  ];
  return (await Promise.all(strips.map(html))).join("\n");
}

async function attentionPicture(model: PlayModel): Promise<string> {
  const letters = [...EXAMPLE_LETTERS], ids = letters.map((letter) => model.letters!.indexOf(letter));
  const attention = await withModel(model, (opened) => attentionOf(opened, { kind: "attention", ids }));
  return await html(attentionExplorer(attention, letters, { title: TEXTS.attention.title, layer: 1 }));
}

async function writerPicture(model: PlayModel): Promise<string> {
  const tokenizer = unpackTokenizer(model.tokenizer!);
  const prompt = tokenizer.encode(EXAMPLE_BEGINNING);
  const { tokens } = await withModel(model, (opened) =>
    continuePrompt(opened, {
      ...{ kind: "generate", prompt, maxNewTokens: 40, temperature: 0, seed: 1 },
    }, { onToken: () => {} }));
  return `<p class="written-text"><span class="given">${
    escapeHtml(EXAMPLE_BEGINNING)
  }</span><span class="written">${escapeHtml(tokenizer.decode(tokens))}</span></p>`;
}

async function withModel<T>(
  model: PlayModel,
  use: (opened: ReturnType<typeof readModel>) => Promise<T>,
): Promise<T> {
  const opened = readModel(model);
  try {
    return await use(opened);
  } finally {
    disposeParams(opened.params);
  }
}
