/** The writing figure: a beginning, a model that continues it, the candidates for the next token, and three settings. */
import { piecesOf } from "../../../../gpt/drawn_tokens.ts";
import { undecodableTokens } from "../../../../gpt/generate_text.ts";
import { titledPieces } from "../../../../notebook/plot/token_titles.ts";
import { enhance } from "../../../../notebook/plot/generated_text_live.ts";
import { tokenLabel } from "../../../../notebook/plot/visible_whitespace.ts";
import type { ByteLevelTokenizer } from "../../../../tokenizers/byte_level.ts";
import type { PageModel } from "../model_script.ts";
import { unpackTokenizer } from "../page_tokenizer.ts";
import { TEXTS } from "../texts.ts";
import { add, part, percent, whenQuiet } from "./dom.ts";
import { type Figure, goLive, loadEarly, modelOnDemand, say, sayError } from "./figure.ts";
import { readSeed } from "./read_number.ts";
import { write } from "./writing.ts";

const T = TEXTS.writer;
const CANDIDATES = 12, CANDIDATES_OF_A_TOKEN = 5;

export function startWriter(figure: Figure): void {
  const { element } = figure;
  const field = (name: string) => part<HTMLInputElement>(element, name);
  const number = (name: string) => Number(field(name).value);
  const prompt = part<HTMLTextAreaElement>(element, "prompt"), shown = part(element, "text");
  let tokenizer: ByteLevelTokenizer | undefined;
  /** The prompt's tokens and those that were written since. */
  let ids: number[] = [], start = 0, before = 0;
  /** The text of the prompt's tokens. */
  let begun: string | undefined;
  const show = () => {
    const written = tokenizer!.decode(ids.slice(start));
    shown.replaceChildren();
    add(shown, "span", { class: "given", text: prompt.value.toWellFormed() });
    add(shown, "span", { class: "written", text: written });
    element.dataset.tokens = JSON.stringify(ids.slice(start));
  };
  const open = modelOnDemand(figure, {
    onRestart: () => {
      ids.length = before;
      if (tokenizer) show();
    },
  });
  const ready = async () => {
    const opened = await open();
    tokenizer ??= unpackTokenizer(opened.model.tokenizer!);
    return { ...opened, tokenizer };
  };
  const settings = () => ({
    temperature: number("temperature"),
    // Greedy takes the likeliest token, whatever the limits.
    topK: number("temperature") > 0 && number("top-k") > 0 ? number("top-k") : null,
    topP: number("temperature") > 0 ? number("top-p") : 1,
  });

  /** Gives each written token its probability and candidates, which show when one points at it. */
  const explain = async () => {
    const { client, tokenizer, model } = await ready();
    const tokens = ids.slice(start), mine = ids;
    if (tokens.length === 0) return;
    const drawn = await client.ask({
      ...{ kind: "drawn", ids: [...ids], first: start, count: CANDIDATES_OF_A_TOKEN, ...settings() },
      suppressTokens: undecodableTokens(tokenizer, model.config.vocabSize),
    });
    if (mine !== ids || ids.length !== start + tokens.length) return; // the text has changed
    const texts = piecesOf(tokenizer, tokens);
    const pieces = titledPieces(drawn.map(({ probability, candidates }, i) => ({
      text: texts[i],
      probability,
      candidates: candidates.map(({ id, probability }) => ({ text: tokenizer.decode([id]), probability })),
    })));
    const written = shown.querySelector(".written")!;
    written.replaceChildren();
    for (const { text, title } of pieces) add(written, "span", { text }).title = title;
    shown.querySelector("[role=tooltip]")?.remove();
    enhance(shown, { keys: "" });
  };

  let asked = 0;
  const candidates = async () => {
    const mine = ++asked;
    try {
      const { client, tokenizer } = await ready();
      if (ids.length === 0) return part(element, "candidates").replaceChildren();
      const found = await client.ask({ kind: "next", ids: [...ids], count: CANDIDATES, ...settings() });
      if (mine !== asked || element.dataset.state === "busy") return;
      part(element, "candidates").replaceChildren(...found.map(({ id, probability, drawn }) => {
        const button = document.createElement("button");
        const text = tokenLabel(tokenizer.token(id));
        button.type = "button";
        button.title = T.candidate({ text, model: percent(probability), drawn: percent(drawn) });
        button.style.setProperty("--model", `${100 * probability}%`);
        button.style.setProperty("--drawn", `${100 * drawn}%`);
        add(button, "span", { class: "token", text });
        add(button, "span", { class: "share", text: percent(drawn) });
        button.addEventListener("click", () => {
          if (element.dataset.state === "busy") return;
          ids.push(id);
          show();
          candidates();
        });
        return button;
      }));
      element.dataset.candidates = JSON.stringify(found.map(({ id }) => id));
      await explain();
    } catch (error) {
      sayError(figure, error);
    }
  };

  const begin = async () => {
    const { tokenizer, model } = await ready();
    // What the model still writes continues the text before.
    if (element.dataset.state === "busy") part(element, "stop").click();
    begun = prompt.value;
    const encoded = tokenizer.encode(begun);
    ids = encoded.length > 0 ? encoded : endOfText(model, tokenizer);
    start = before = ids.length;
    show();
    const notes = [
      ...(encoded.length > model.config.blockSize ? [T.tooLong(model.config.blockSize)] : []),
      ...(begun.isWellFormed() ? [] : [TEXTS.shared.repaired]),
      ...(ids.length === 0 ? [T.empty] : []),
    ];
    say(figure, notes.join(" "));
    await candidates();
  };

  const run = async (count: number) => {
    if (element.dataset.state === "busy") return;
    let seed: number;
    try {
      seed = readSeed(field("seed"));
    } catch (error) {
      return say(figure, (error as Error).message);
    }
    try {
      if (ids.length === 0 || begun !== prompt.value) await begin();
    } catch {
      return; // said
    }
    if (ids.length === 0) return; // said, too
    before = ids.length;
    const mine = ids;
    await write(figure, {
      open: ready,
      request: ({ model }) => ({
        ...{ kind: "generate", prompt: ids.slice(0, before), maxNewTokens: count, ...settings() },
        stopTokens: endOfText(model, tokenizer!),
        suppressTokens: [...undecodableTokens(tokenizer!, model.config.vocabSize)],
        // A later press of the button continues with other random numbers.
        seed: seed + before - start,
      }),
      onToken: (token) => mine.push(token),
      draw: show,
    });
    await candidates();
  };
  part(element, "form").addEventListener("submit", (event) => {
    event.preventDefault();
    run(number("length"));
  });
  part(element, "one").addEventListener("click", () => run(1));
  part(element, "clear").addEventListener("click", () => begin().catch(() => {}));
  const typed = whenQuiet(200, () => begun === prompt.value || begin().catch(() => {}));
  prompt.addEventListener("input", typed);
  const changed = whenQuiet(80, candidates);
  for (const name of ["temperature", "top-k", "top-p", "length"]) {
    const output = part(element, `${name}-value`);
    field(name).addEventListener("input", () => {
      output.textContent = field(name).value;
      if (name !== "length") changed();
    });
  }
  goLive(figure);
  loadEarly(figure, () => begin().catch(() => {}));
}

/** The id of the token that ends a text, where the model has it: GPT-2's, or that of notebook 05's documents. */
function endOfText({ config }: PageModel, tokenizer: ByteLevelTokenizer): number[] {
  const ids = ["<|endoftext|>", "<|end|>"].map((text) => tokenizer.specials.get(text));
  return ids.filter((id) => id !== undefined && id < config.vocabSize).slice(0, 1) as number[];
}
