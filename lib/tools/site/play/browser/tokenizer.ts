/** The tokenizer figure: a text as GPT-2's tokens, as ours and as bytes, and a slider over the merges. */
import { LIVE_TOOLS } from "../../../../notebook/plot/live_elements.ts";
import { sliderData } from "../../../../notebook/plot/merge_slider.ts";
import { draw, tokensAfter } from "../../../../notebook/plot/merge_slider_live.ts";
import { tokenLabel } from "../../../../notebook/plot/visible_whitespace.ts";
import { TEXTS } from "../texts.ts";
import type { CutTexts } from "../worker/cut_text.ts";
import type { TokenizerRequest, TokenizerResults } from "../worker/protocol.ts";
import { add, part, whenQuiet } from "./dom.ts";
import { type Figure, goLive, loadEarly, say, sayError } from "./figure.ts";
import { modelData, workerSource } from "./open_model.ts";
import { WorkerClient } from "./worker_client.ts";

const T = TEXTS.tokenizer;
const MOST_CHARACTERS = 500;

type Client = WorkerClient<TokenizerRequest, TokenizerResults>;

export function startTokenizer(figure: Figure): void {
  const { element } = figure;
  const text = part<HTMLTextAreaElement>(element, "text"), which = part<HTMLSelectElement>(element, "which");
  let shown: CutTexts | undefined;
  let opened: Promise<Client> | undefined;
  const load = async () => {
    say(figure, TEXTS.shared.loading);
    const [source, model] = await Promise.all([
      workerSource(figure.assets, "tokenizer"),
      modelData(figure.assets, figure.model),
    ]);
    const client: Client = new WorkerClient({
      source,
      load: { kind: "load", tokenizer: model.tokenizer! },
      onRestart: () => say(figure, TEXTS.shared.restarted),
    });
    await client.loaded;
    return client;
  };
  const open = () =>
    opened ??= load().catch((error) => {
      opened = undefined; // the next text tries again
      throw error;
    });

  const steps = () => {
    if (!shown) return;
    const { words, merges } = shown[which.value as "gpt2" | "ours"];
    const box = part(element, "slider");
    box.replaceChildren();
    if (merges.length === 0) {
      box.textContent = T.none;
      return;
    }
    draw(box, sliderData(words, merges, { title: "", start: 0, startVocabulary: 256 }), {
      ...LIVE_TOOLS,
      tokensAfter,
    });
  };
  let asked = 0;
  const cut = async () => {
    const mine = ++asked, whole = text.value.toWellFormed();
    const characters = [...whole];
    try {
      const client = await open();
      const result = await client.ask({
        kind: "cut",
        text: characters.slice(0, MOST_CHARACTERS).join(""),
      }) as CutTexts;
      if (mine !== asked) return;
      shown = result;
      const bytes = result.bytes.length;
      for (const name of ["gpt2", "ours"] as const) {
        strip(part(element, name), result[name].tokens);
        part(element, `${name}-count`).textContent = T.count(result[name].tokens.length, bytes);
      }
      strip(
        part(element, "bytes"),
        result.bytes.map((byte) => ({ text: byte.toString(16).padStart(2, "0").toUpperCase(), id: byte })),
      );
      part(element, "bytes-count").textContent = T.countBytes(bytes);
      steps();
      const notes = [
        ...(characters.length > MOST_CHARACTERS ? [T.cut] : []),
        ...(text.value.isWellFormed() ? [] : [TEXTS.shared.repaired]),
        ...(bytes === 0 ? [T.empty] : []),
      ];
      say(figure, notes.join(" "));
      element.dataset.state = "ready";
    } catch (error) {
      sayError(figure, error);
    }
  };
  const soon = whenQuiet(150, cut);
  text.addEventListener("input", () => {
    element.dataset.state = "busy";
    soon();
  });
  which.addEventListener("change", steps);
  goLive(figure);
  loadEarly(figure, cut);
}

/** The tokens in boxes, each with its id. */
function strip(box: HTMLElement, tokens: readonly { readonly id: number; readonly text: string }[]): void {
  box.replaceChildren();
  for (const { id, text } of tokens) {
    const token = add(box, "span", { class: "token" });
    add(token, "span", { text: tokenLabel(text) });
    add(token, "small", { text: String(id) });
  }
}
