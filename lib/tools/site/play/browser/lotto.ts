/** The lottery figure: a purchase, the model's answer as it comes, the verdict, and attention at a chosen token. */
import { translate } from "../../../../language.ts";
import { gradeAnswer } from "../../../../lotto/grade_answer.ts";
import type { Purchase } from "../../../../lotto/rules.ts";
import { scratchpadPrompt } from "../../../../lotto/scratchpad/scratchpad.ts";
import { scratchpadText } from "../../../../lotto/scratchpad/scratchpad_text.ts";
import { END, TICKET_NUMBER_TOKENS } from "../../../../lotto/scratchpad/scratchpad_tokens.ts";
import { shorten } from "../../../../notebook/plot/shorten.ts";
import { TEXTS } from "../texts.ts";
import { part } from "./dom.ts";
import { quoted, readSeed, wholeNumber } from "./read_number.ts";
import { type Figure, goLive, loadEarly, modelOnDemand, say } from "./figure.ts";
import { TokenGrid } from "./token_grid.ts";
import { write } from "./writing.ts";

const T = TEXTS.lotto;

export function startLotto(figure: Figure): void {
  const { element } = figure;
  const field = (name: string) => part<HTMLInputElement>(element, name);
  const answer = part(element, "answer"), verdict = part(element, "verdict");
  let prompt: number[] = [], tokens: number[] = [];
  const grid = new TokenGrid(element, {
    attention: async (ids) => {
      const { client } = await open();
      return await client.ask({ kind: "attention", ids });
    },
  });
  const empty = (prompt: readonly number[]) => {
    tokens = [];
    delete element.dataset.tokens;
    answer.textContent = verdict.textContent = "";
    grid.start(prompt);
  };
  const open = modelOnDemand(figure, { onRestart: () => empty(prompt) });

  const ask = async () => {
    if (element.dataset.state === "busy") return;
    let purchase: Purchase, seed: number;
    try {
      purchase = readPurchase({
        money: field("money").value,
        winning: field("winning").value,
        bonus: field("bonus").value,
      });
      seed = readSeed(field("seed"));
      prompt = scratchpadPrompt(purchase);
    } catch (error) {
      empty([]);
      say(figure, "");
      verdict.textContent = (error as Error).message;
      return;
    }
    empty(prompt);
    const result = await write(figure, {
      open,
      request: ({ model }) => ({
        kind: "generate",
        prompt,
        maxNewTokens: model.config.blockSize - prompt.length,
        stopTokens: [END],
        sampleOnly: TICKET_NUMBER_TOKENS,
        seed,
      }),
      onToken: (token) => tokens.push(token),
      draw: () => {
        answer.textContent = scratchpadText(tokens);
        for (const token of tokens.slice(grid.length - prompt.length)) grid.push(token);
      },
    });
    if (!result || result.finished === "stopped") return;
    const text = scratchpadText(tokens);
    const { ok, errors, reasons } = gradeAnswer(purchase, text, { ascending: true });
    const why = reasons.flatMap((reason) => reason.split("; ")).map((reason) => translate(reason)).join("; ");
    verdict.textContent = ok ? T.right : T.wrong(shorten(`${errors.join(", ")}: ${why}`, 600));
    element.dataset.tokens = JSON.stringify(tokens);
    grid.ready();
  };
  part(element, "form").addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  part(element, "lucky").addEventListener("click", () => {
    const drawn = draw(7);
    field("winning").value = drawn.slice(0, 6).sort((a, b) => a - b).join(", ");
    field("bonus").value = String(drawn[6]);
    field("seed").value = String(Math.floor(1e6 * Math.random()));
  });
  goLive(figure);
  loadEarly(figure, () => open().catch(() => {})); // the figure has said why
}

/** Reads what the reader typed. Numbers that no lottery has are for the model to refuse. @throws {Error} for other text */
function readPurchase(o: { money: string; winning: string; bonus: string }): Purchase {
  const whole = (text: string, what: string): number => {
    const number = wholeNumber(text);
    if (number === undefined) throw new Error(T.notWhole(what, quoted(text)));
    return number;
  };
  const parts = o.winning.split(/[\s,，、]+/).filter((text) => text !== "");
  if (parts.length === 0) whole(o.winning, T.winning);
  const purchase = {
    money: whole(o.money.replaceAll(/[,，]/g, ""), T.money),
    winning: parts.map((text) => whole(text, T.winning)),
    bonus: whole(o.bonus, T.bonus),
  };
  try {
    scratchpadPrompt(purchase);
  } catch (error) {
    throw new Error(T.cannotSpell(translate((error as Error).message)), { cause: error });
  }
  return purchase;
}

/** Different numbers from 1 to 45, at random. */
function draw(count: number): number[] {
  const numbers = Array.from({ length: 45 }, (_, i) => ({ number: i + 1, order: Math.random() }));
  return numbers.sort((a, b) => a.order - b.order).slice(0, count).map(({ number }) => number);
}
