/** The scratchpad's tokens in lines of 19, and the attention of one head from the chosen token, as colours. */
import { LINE, PROMPT_TOKENS } from "../../../../lotto/scratchpad/scratchpad.ts";
import { numberOf, TOKEN_NAMES } from "../../../../lotto/scratchpad/scratchpad_tokens.ts";
import { TEXTS } from "../texts.ts";
import type { ModelResults } from "../worker/protocol.ts";
import { add, part, percent } from "./dom.ts";

const T = TEXTS.lotto;
/** Smaller weights are not named. */
const NAMED = 0.05;

export class TokenGrid {
  readonly #grid: HTMLElement;
  readonly #heads: HTMLSelectElement;
  readonly #says: HTMLElement;
  readonly #box: HTMLElement;
  readonly #attention: (ids: readonly number[]) => Promise<ModelResults["attention"]>;
  #ids: number[] = [];
  #buttons: HTMLButtonElement[] = [];
  /** The weights of the whole text; each row is the attention from one token. */
  #weights: ModelResults["attention"] | undefined;
  #chosen = -1;

  constructor(
    figure: HTMLElement,
    o: { readonly attention: (ids: readonly number[]) => Promise<ModelResults["attention"]> },
  ) {
    this.#grid = part(figure, "grid");
    this.#heads = part(figure, "head");
    this.#says = part(figure, "looks");
    this.#box = part(figure, "work");
    this.#attention = o.attention;
    this.#heads.addEventListener("change", () => this.#show());
  }

  /** Begins with the prompt's tokens. */
  start(prompt: readonly number[]): void {
    this.#ids = [];
    this.#buttons = [];
    this.#weights = undefined;
    this.#chosen = -1;
    this.#grid.replaceChildren();
    this.#says.textContent = "";
    this.#box.hidden = prompt.length === 0;
    for (const id of prompt) this.push(id, "prompt");
  }

  /** The number of tokens that are shown. */
  get length(): number {
    return this.#ids.length;
  }

  push(id: number, kind = ""): void {
    const at = this.#ids.push(id) - 1;
    const button = add(this.#grid, "button", { class: `token ${kind}`, text: TOKEN_NAMES[id] });
    button.type = "button";
    button.tabIndex = at === 0 ? 0 : -1;
    button.addEventListener("click", () => this.#choose(at));
    button.addEventListener("focus", () => this.#choose(at));
    button.addEventListener("keydown", (event) => {
      const moves: Record<string, number> = {
        ...{ ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: at - LINE, ArrowDown: at + LINE },
        ...{ Home: 0, End: this.#ids.length - 1 },
      };
      if (!(event.key in moves)) return;
      event.preventDefault();
      this.#buttons[moves[event.key]]?.focus();
    });
    this.#buttons.push(button);
  }

  /** The answer is complete: now its attention can be computed. */
  async ready(): Promise<void> {
    const ids = [...this.#ids];
    const weights = await this.#attention(ids).catch(() => undefined);
    if (!weights || ids.join() !== this.#ids.join()) return; // another answer has begun
    this.#weights = weights;
    if (this.#heads.options.length === 0) {
      weights.forEach((heads, layer) =>
        heads.forEach((_, head) => {
          const option = add(this.#heads, "option", { text: TEXTS.shared.layer(layer + 1, head + 1) });
          option.value = `${layer},${head}`;
        })
      );
      this.#heads.value = this.#lookup(weights) ?? "0,0";
    }
    // The first ticket number that is also in the prompt; else the first ticket number, or the answer's last token.
    if (this.#chosen < 0) this.#choose(this.#hits()[0]?.query ?? Math.min(LINE + 1, ids.length - 1));
    else this.#show();
  }

  /** The head that attends most to the same token in the prompt, averaged over the ticket numbers that are there. */
  #lookup(weights: ModelResults["attention"]): string | undefined {
    const hits = this.#hits();
    if (hits.length === 0) return undefined;
    const scores = weights.flatMap((heads, layer) =>
      heads.map((map, head) => ({
        name: `${layer},${head}`,
        sum: hits.reduce((sum, { query, key }) => sum + map[query][key], 0),
      }))
    );
    return scores.sort((a, b) => b.sum - a.sum)[0].name;
  }

  /** Numbers of tickets that the prompt has, too: their positions, and those in the prompt. */
  #hits(): { readonly query: number; readonly key: number }[] {
    return this.#ids.flatMap((id, query) => {
      const key = this.#ids.indexOf(id);
      return query >= LINE && key < PROMPT_TOKENS && numberOf(id) !== null ? [{ query, key }] : [];
    });
  }

  #choose(at: number): void {
    if (at === this.#chosen) return;
    this.#chosen = at;
    this.#buttons.forEach((button, i) => {
      button.tabIndex = i === at ? 0 : -1;
      button.setAttribute("aria-pressed", String(i === at));
    });
    this.#show();
  }

  #show(): void {
    if (!this.#weights || this.#chosen < 0) return;
    const [layer, head] = this.#heads.value.split(",").map(Number);
    const row = this.#weights[layer][head][this.#chosen];
    this.#buttons.forEach((button, key) => {
      button.style.setProperty("--weight", `${Math.round(75 * (row[key] ?? 0))}%`);
    });
    const named = (at: number) => `${TOKEN_NAMES[this.#ids[at]]} (${at})`;
    const list = row.map((weight, at) => ({ weight, at })).filter(({ weight }) => weight >= NAMED)
      .sort((a, b) => b.weight - a.weight).slice(0, 3).map(({ weight, at }) =>
        `${named(at)} ${percent(weight)}`
      );
    const o = { token: named(this.#chosen), head: TEXTS.shared.layer(layer + 1, head + 1) };
    this.#says.textContent = list.length > 0 ? T.looks({ ...o, list: list.join(", ") }) : T.looksNowhere(o);
  }
}
