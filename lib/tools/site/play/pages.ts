/** The pages on which models run: play/lotto.html, tokenizer.html, attention.html, writer.html, and one for each of the learner's models. */
import { language, translate } from "../../../language.ts";
import { WORDS as EXPLORER_WORDS } from "../../../notebook/plot/attention_explorer_live.ts";
import { escapeHtml, scriptJson } from "../../../notebook/plot/displayable.ts";
import { WORDS as SLIDER_WORDS } from "../../../notebook/plot/merge_slider_live.ts";
import { WORDS as TITLE_WORDS } from "../../../notebook/plot/token_titles.ts";
import { projectPath } from "../../../project_folder.ts";
import { page, toSite } from "../page.ts";
import type { Version } from "../version.ts";
import type { Pictures } from "./examples.ts";
import { attentionFigure, lottoFigure, tokenizerFigure, writerFigure } from "./figures.ts";
import type { PlayModel } from "./model_script.ts";
import type { OwnModels } from "./own_models.ts";
import { TEXTS } from "./texts.ts";

/** A page of play/. */
export interface PlayPage {
  /** "play/lotto.html" */
  readonly path: string;
  readonly title: string;
  readonly summary: string;
  readonly html: string;
}

/** The path from a page of play/ to assets/play. */
const assetsPath = () => `${toSite("../")}assets/play`;
/** Loads the figures' script; a page needs it once. @param assets the path from the page to assets/play */
export const playScript = (assets: string) => `<script src="${assets}/play.js"></script>`;

/** What all pages share: the version whose search they have, and whether the site has them in both languages. */
export interface PlaySite {
  readonly version: Version;
  readonly inBoth: boolean;
}

/** The course's own pages. */
export function ownPages(o: { models: OwnModels; pictures: Pictures; site: PlaySite }): PlayPage[] {
  const { models, pictures, site } = o;
  const options = (kind: keyof Pictures, model: keyof OwnModels) => (
    { assets: assetsPath(), model, alone: true, picture: pictures[kind] }
  );
  const { config: { vocabSize }, record: { heldOut } } = models.writer;
  const bits = (kind: "float32" | "float16") => heldOut![kind].bitsPerByte.toFixed(3);
  return [
    playPage("lotto", {
      ...{ ...TEXTS.lotto, ...site, notes: about(models.lotto) },
      figure: lottoFigure(options("lotto", "lotto")),
    }),
    playPage("tokenizer", {
      ...{ ...TEXTS.tokenizer, ...site, notes: [], figure: tokenizerFigure(options("tokenizer", "writer")) },
    }),
    playPage("attention", {
      ...{ ...TEXTS.attention, ...site, notes: about(models.copier) },
      figure: attentionFigure(options("attention", "copier")),
    }),
    playPage("writer", {
      ...{ ...TEXTS.writer, ...site },
      notes: [
        ...about(models.writer),
        TEXTS.writer.loss({ float32: bits("float32"), float16: bits("float16") }),
      ],
      figure: writerFigure({ ...options("writer", "writer"), vocabSize }),
    }),
  ];
}

/** A page for a model that the learner trained. */
export function learnerPage(model: PlayModel & { readonly from: string }, site: PlaySite): PlayPage {
  const { name, config: { vocabSize, blockSize } } = model;
  const options = { assets: assetsPath(), model: name, alone: true, picture: "" };
  return playPage(name, {
    ...{ ...site, notes: [TEXTS.learner.summary(model.from), sizeOf(model)] },
    ...{
      title: TEXTS.learner.title(name),
      summary: TEXTS.learner.summary(model.from),
      lead: TEXTS.learner.lead,
    },
    figure: model.tokenizer === undefined
      ? lottoFigure(options)
      : writerFigure({ ...options, vocabSize, beginning: "", length: Math.min(60, blockSize) }),
  });
}

function about(model: OwnModels[keyof OwnModels]): string[] {
  return [sizeOf(model), TEXTS.shared.madeBy(model.record.command)];
}

function sizeOf({ weights, record }: PlayModel & { record?: { parameters: number } }): string {
  const megabytes = (weights.length / 1e6).toFixed(weights.length < 1e6 ? 2 : 1);
  return record
    ? TEXTS.writer.size({ parameters: record.parameters.toLocaleString("en"), megabytes })
    : `${megabytes} MB.`;
}

function playPage(
  name: string,
  o: {
    title: string;
    summary: string;
    lead: string;
    version: Version;
    inBoth: boolean;
    notes: readonly string[];
    figure: string;
  },
): PlayPage {
  const path = `play/${name}.html`;
  const html = page({
    title: o.title,
    path,
    version: o.version,
    inBoth: o.inBoth,
    body: `<h1>${escapeHtml(o.title)}</h1>
<p class="lead">${escapeHtml(o.lead)}</p>
${o.figure}
<p class="play-note">${escapeHtml(o.notes.join(" "))}</p>
${scriptMessages()}${playScript(assetsPath())}`,
  });
  return { path, title: o.title, summary: o.summary, html };
}

/** What may be shown of lib's texts: the errors of the folders that run on these pages, the grader's reasons, the pages' own errors. */
const MESSAGES = ["errors_gpt", "errors_lotto", "errors_tokenizers", "pages"];

/** The words of the notebooks' figures that these pages draw, and MESSAGES, where they are not English; for browser/play.ts. */
export function scriptMessages(): string {
  if (language() === "en") return "";
  const words = [EXPLORER_WORDS, SLIDER_WORDS, TITLE_WORDS].flatMap((words) => Object.values<string>(words));
  const messages: Record<string, string> = Object.fromEntries(words.map((text) => [text, translate(text)]));
  for (const name of MESSAGES) {
    const file = projectPath(`assets/ko/messages/${name}.json`);
    Object.assign(messages, JSON.parse(Deno.readTextFileSync(file)));
  }
  return `<script>globalThis.courseMessages = ${scriptJson(messages)};</script>\n`;
}

/** The front page's part about these pages. */
export function playMenu(pages: readonly PlayPage[]): string {
  const card = ({ path, title, summary }: PlayPage) =>
    `<article><h3><a href="${escapeHtml(path)}">${escapeHtml(title)}</a></h3><p>${
      escapeHtml(summary)
    }</p></article>`;
  return `<h2 id="play">${escapeHtml(TEXTS.menu.title)}</h2>
<p>${escapeHtml(TEXTS.menu.lead)}</p>
<div class="lessons">
${pages.map(card).join("\n")}
</div>`;
}
