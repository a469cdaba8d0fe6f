/**
 * Runs in the reader's browser: starts each figure with a model on the page. Bundled into assets/play/play.js.
 *
 * Models run in a worker (worker/), with the functions of lib that the notebooks import. Without this script the pages
 * show pictures.
 */
import { type Messages, setLanguage } from "../../../../language.ts";
import { startAttention } from "./attention.ts";
import { sayError } from "./figure.ts";
import { startLotto } from "./lotto.ts";
import { startTokenizer } from "./tokenizer.ts";
import { startWriter } from "./writer.ts";

const START = {
  lotto: startLotto,
  tokenizer: startTokenizer,
  attention: startAttention,
  writer: startWriter,
};

const { courseMessages } = globalThis as { courseMessages?: Messages };
if (courseMessages) setLanguage("ko", courseMessages);
for (const element of document.querySelectorAll<HTMLElement>("[data-play]")) {
  const { play, model = "", assets = "" } = element.dataset;
  const figure = { element, assets, model };
  try {
    START[play as keyof typeof START](figure);
  } catch (error) {
    sayError(figure, error);
  }
}
