/** The pictures of the pages, made by the models themselves while the site is exported, with the worker's functions. */
import * as tf from "@tensorflow/tfjs";
import { translate } from "../../../language.ts";
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
import { cutText, type CutTexts } from "./worker/cut_text.ts";
import type { GenerateRequest, ModelResults } from "./worker/protocol.ts";

export type Pictures = Readonly<Record<"lotto" | "tokenizer" | "attention" | "writer", string>>;

/** What the models gave for the examples; the pictures of each language show it. */
export interface Examples {
  /** The purchase's scratchpad. */
  readonly lotto: readonly number[];
  readonly tokenizer: CutTexts;
  /** `[layer][head][query][key]` */
  readonly attention: ModelResults["attention"];
  readonly writer: string;
}

/** Runs the models on the examples. */
export async function runExamples(models: OwnModels): Promise<Examples> {
  await tf.setBackend("cpu"); // a few hundred tokens: no engine is loaded for them
  (tf.backend() as { firstUse?: boolean }).firstUse = false; // or it prints that tfjs-node is faster
  const { seed, ...purchase } = EXAMPLE_PURCHASE, prompt = scratchpadPrompt(purchase);
  const tokenizer = unpackTokenizer(models.writer.tokenizer!);
  const letters = [...EXAMPLE_LETTERS].map((letter) => models.copier.letters!.indexOf(letter));
  const generate = (model: PlayModel, o: Omit<GenerateRequest, "kind">) =>
    withModel(model, (opened) => continuePrompt(opened, { kind: "generate", ...o }, { onToken: () => {} }));
  const lotto = await generate(models.lotto, {
    ...{ prompt, maxNewTokens: models.lotto.config.blockSize - prompt.length },
    ...{ stopTokens: [END], sampleOnly: TICKET_NUMBER_TOKENS, seed },
  });
  const writer = await generate(models.writer, {
    ...{ prompt: tokenizer.encode(EXAMPLE_BEGINNING), maxNewTokens: 40, temperature: 0, seed: 1 },
  });
  return {
    lotto: lotto.tokens,
    tokenizer: cutText({ gpt2: await gpt2Tokenizer(), ours: tokenizer }, EXAMPLE_TEXT),
    attention: await withModel(
      models.copier,
      (opened) => attentionOf(opened, { kind: "attention", ids: letters }),
    ),
    writer: tokenizer.decode(writer.tokens),
  };
}

/** The picture of each page, as HTML, in the language that is shown. */
export async function examplePictures(examples: Examples): Promise<Pictures> {
  return {
    lotto: lottoPicture(examples.lotto),
    tokenizer: await tokenizerPicture(examples.tokenizer),
    attention: await html(
      attentionExplorer(examples.attention, [...EXAMPLE_LETTERS], {
        ...{ title: TEXTS.attention.title, layer: 1 },
      }),
    ),
    writer: `<p class="written-text"><span class="given">${
      escapeHtml(EXAMPLE_BEGINNING)
    }</span><span class="written">${escapeHtml(examples.writer)}</span></p>`,
  };
}

async function html(figure: Displayable): Promise<string> {
  // The picture only: the page's own script draws the live figure.
  return ((await figure[DISPLAY]())["text/html"] as string).replace(/<script>[^]*<\/script>/, "");
}

function lottoPicture(tokens: readonly number[]): string {
  const text = scratchpadText(tokens);
  const { ok, reasons } = gradeAnswer(EXAMPLE_PURCHASE, text, { ascending: true });
  const T = TEXTS.lotto, { money, winning, bonus } = EXAMPLE_PURCHASE;
  return `<p>${escapeHtml(T.money)}: ${money}. ${escapeHtml(T.winning)}: ${winning.join(", ")}. ${
    escapeHtml(T.bonus)
  }: ${bonus}.</p>
<pre class="output" tabindex="0" lang="ko">${escapeHtml(text)}</pre>
<p>${escapeHtml(ok ? T.right : T.wrong(reasons.map(translate).join("; ")))}</p>`;
}

async function tokenizerPicture({ gpt2, ours, bytes }: CutTexts): Promise<string> {
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
