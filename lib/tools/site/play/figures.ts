/**
 * The HTML of the figures with a model: the form and the places for results, which the page's script shows and fills,
 * and a picture of an example for readers without scripts and for paper.
 */
import { escapeHtml } from "../../../notebook/plot/displayable.ts";
import { TEXTS } from "./texts.ts";

export interface FigureOptions {
  /** The path from the page to assets/play. */
  readonly assets: string;
  /** The name of the model's script. */
  readonly model: string;
  /** Whether the page has only this figure: then the model is loaded at once, otherwise at the first use. */
  readonly alone: boolean;
  /** HTML of the picture; "" for none. */
  readonly picture: string;
}

type Kind = "lotto" | "tokenizer" | "attention" | "writer";

function figure(kind: Kind, o: FigureOptions, live: string): string {
  const { assets, model, alone, picture } = o;
  return `<section class="play" data-play="${kind}" data-assets="${escapeHtml(assets)}" data-model="${
    escapeHtml(model)
  }" data-alone="${alone}" aria-label="${escapeHtml(TEXTS[kind].title)}">
<div data-live hidden>
${live}
</div>
${
    picture &&
    `<div class="picture" data-no-script>\n<p class="play-note">${
      escapeHtml(TEXTS.shared.noScript)
    }</p>\n${picture}\n</div>`
  }
</section>
`;
}

const text = escapeHtml;
const status = `<p class="status" data-part="status" role="status"></p>`;

function field(name: string, label: string, o: Record<string, string | number>): string {
  const attributes = Object.entries(o).map(([key, value]) => ` ${key}="${text(String(value))}"`).join("");
  return `<label>${text(label)}<input data-part="${name}"${attributes} autocomplete="off"></label>`;
}

function button(name: string, label: string): string {
  return `<button type="button" data-part="${name}">${text(label)}</button>`;
}

const stop = () => `<button type="button" data-part="stop" disabled>${text(TEXTS.shared.stop)}</button>`;

function slider(name: string, label: string, o: Record<"min" | "max" | "step" | "value", number>): string {
  return `<label>${text(label)} <output data-part="${name}-value">${o.value}</output><input type="range" ` +
    `data-part="${name}" min="${o.min}" max="${o.max}" step="${o.step}" value="${o.value}"></label>`;
}

/** The purchase that the lottery page begins with. */
export const EXAMPLE_PURCHASE = { money: 3000, winning: [3, 11, 17, 28, 36, 42], bonus: 9, seed: 1 };

export function lottoFigure(o: FigureOptions): string {
  const T = TEXTS.lotto, { money, winning, bonus, seed } = EXAMPLE_PURCHASE;
  return figure(
    "lotto",
    o,
    `<form data-part="form" aria-label="${text(T.form)}"><div class="fields">
${field("money", T.money, { inputmode: "numeric", value: money })}
${field("winning", T.winning, { value: winning.join(", ") })}
${field("bonus", T.bonus, { inputmode: "numeric", value: bonus })}
${field("seed", T.seed, { inputmode: "numeric", value: seed })}
</div><p class="buttons"><button class="main">${text(T.ask)}</button>${
      button("lucky", T.lucky)
    }${stop()}</p></form>
${status}
<h3>${text(T.answer)}</h3>
<pre class="output" data-part="answer" tabindex="0" lang="ko"></pre>
<p class="verdict" data-part="verdict" role="status"></p>
<div data-part="work" hidden><h3>${text(T.work)}</h3>
<p class="play-note">${text(T.workNote)}</p>
<p><label>${text(T.head)} <select data-part="head"></select></label></p>
<p class="looks" data-part="looks" role="status"></p>
<div class="scroll"><div class="grid" data-part="grid" role="group" aria-label="${
      text(T.work)
    }"></div></div></div>`,
  );
}

/** The text that the tokenizer page begins with. */
export const EXAMPLE_TEXT = "The wizard's owl watched the snow. 부엉이가 눈을 보았다.";

export function tokenizerFigure(o: FigureOptions): string {
  const T = TEXTS.tokenizer;
  const row = (name: string, label: string) =>
    `<h3>${
      text(label)
    }</h3><p class="play-note" data-part="${name}-count"></p><div class="cut-text" data-part="${name}"></div>`;
  return figure(
    "tokenizer",
    o,
    `<form aria-label="${text(T.form)}"><label>${
      text(T.text)
    }<textarea data-part="text" rows="3" spellcheck="false">${text(EXAMPLE_TEXT)}</textarea></label></form>
${status}
${row("gpt2", T.gpt2)}
${row("ours", T.ours)}
${row("bytes", T.bytes)}
<h3>${text(T.steps)}</h3>
<p><label>${text(T.which)} <select data-part="which"><option value="gpt2">${
      text(T.gpt2)
    }</option><option value="ours">${text(T.ours)}</option></select></label></p>
<div class="scroll"><div data-part="slider"></div></div>`,
  );
}

/** The word that the attention page begins with, repeated. */
export const EXAMPLE_LETTERS = "wcjaeidbuwcjaeidbuwcjae";

export function attentionFigure(o: FigureOptions): string {
  const T = TEXTS.attention;
  return figure(
    "attention",
    o,
    `<form aria-label="${text(T.form)}"><label>${
      text(T.text)
    }<input data-part="text" value="${EXAMPLE_LETTERS}" spellcheck="false" autocomplete="off" autocapitalize="none"></label></form>
${status}
<p class="looks" data-part="next" role="status"></p>
<div data-part="explorer" id="play-explorer"></div>`,
  );
}

/** What the writing page begins with, unless the model has its own beginning. */
export const EXAMPLE_BEGINNING = "The wizard opened the door and";

export function writerFigure(
  o: FigureOptions & { readonly vocabSize: number; readonly beginning?: string; readonly length?: number },
): string {
  const T = TEXTS.writer, { vocabSize, beginning = EXAMPLE_BEGINNING, length = 60 } = o;
  return figure(
    "writer",
    o,
    `<form data-part="form" aria-label="${text(T.form)}"><label>${
      text(T.prompt)
    }<textarea data-part="prompt" rows="3" spellcheck="false">${text(beginning)}</textarea></label>
<div class="fields">
${slider("temperature", T.temperature, { min: 0, max: 2, step: 0.05, value: 0.5 })}
${slider("top-k", T.topK, { min: 0, max: Math.min(vocabSize, 200), step: 1, value: 50 })}
${slider("top-p", T.topP, { min: 0.05, max: 1, step: 0.05, value: 1 })}
${slider("length", T.length, { min: 1, max: 200, step: 1, value: length })}
${field("seed", T.seed, { inputmode: "numeric", value: 1 })}
</div><p class="buttons"><button class="main">${text(T.write)}</button>${button("one", T.one)}${
      button("clear", T.clear)
    }${stop()}</p></form>
${status}
<h3>${text(T.text)}</h3>
<p class="play-note">${text(T.textNote)}</p>
<p class="written-text" data-part="text" id="play-written"></p>
<h3>${text(T.candidates)}</h3>
<p class="play-note">${text(T.candidatesNote)}</p>
<div class="candidates" data-part="candidates" role="group" aria-label="${text(T.candidates)}"></div>`,
  );
}
