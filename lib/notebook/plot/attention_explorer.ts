/**
 * The attention explorer: the attention weights of all layers and heads of a model on one text, interactive.
 *
 * It shows a thumbnail for each head, the tokens shaded by their weight for the chosen token, and the chosen head's map.
 * It works with mouse, finger and keyboard and loads nothing. Where no script runs, it is a picture of all maps.
 */
import { translate, translateWords } from "../../language.ts";
import { checkWeights } from "./attention_weights.ts";
import { headMaps } from "./attention_explorer_picture.ts";
import { draw, type ExplorerData, styles, unpackWeights, WORDS } from "./attention_explorer_live.ts";
import { drawMap, drawThumbnail } from "./attention_explorer_map.ts";
import type { Displayable } from "./displayable.ts";
import { interactiveFigure } from "./interactive_figure.ts";
import { LIVE_TOOLS } from "./live_elements.ts";
import { shorten } from "./shorten.ts";
import { COLOURS, MONO } from "./theme.ts";
import { tokenLabel } from "./visible_whitespace.ts";

interface AttentionExplorerOptions {
  readonly title?: string;
  /** Weights above the diagonal are 0 and are left out; default true. */
  readonly causal?: boolean;
  /** The first selection, counted from 0; by default the first head and the last token. */
  readonly layer?: number;
  readonly head?: number;
  readonly query?: number;
}

const MOST_WEIGHTS = 2 ** 22;

/** `attention[layer][head][query][key]`, each from 0 to 1: a model's attention weights on one text. */
type AttentionOfHeads = readonly (readonly (readonly (readonly number[])[])[])[];

/**
 * Shows all heads of a model.
 *
 * @param attention (L, H, T, T), as `(await gptAttentionWeights(…).array())[0]` gives it.
 * @param tokens T texts.
 * @throws {RangeError} when the shape is not (L, H, T, T), it holds over 4 million weights, a causal head looks ahead, a weight is not in 0 … 1, or the
 *   first choice does not exist.
 *
 * @example
 * ```ts
 * const headOfTheLast = [[1, 0], [1, 0]], headOfItself = [[1, 0], [0.25, 0.75]];
 * attentionExplorer([[headOfTheLast, headOfItself]], ["Harry", " looked"], { title: "One layer, two heads" });
 * ```
 */
export function attentionExplorer(
  attention: AttentionOfHeads,
  tokens: readonly string[],
  options: AttentionExplorerOptions = {},
): Displayable {
  const { causal = true } = options, title = translate(options.title ?? "");
  const data = explorerData(attention, tokens, options);
  const alt = describe(attention, data.tokens, { title, query: data.start.query });
  return interactiveFigure({
    picture: headMaps(attention, data.tokens, { title, causal, alt }),
    alt,
    data,
    draw,
    tools: { ...LIVE_TOOLS, unpackWeights, drawMap, drawThumbnail, styles },
  });
}

/** What the figure's browser part draws; checks everything. @throws {RangeError} as `attentionExplorer` */
export function explorerData(
  attention: AttentionOfHeads,
  tokens: readonly string[],
  options: AttentionExplorerOptions = {},
): ExplorerData {
  const { causal = true } = options, title = translate(options.title ?? "");
  const { layer = 0, head = 0, query = tokens.length - 1 } = options;
  const layers = attention.length, heads = attention[0]?.length ?? 0;
  const weights = layers * heads * tokens.length ** 2;
  if (weights > MOST_WEIGHTS) {
    throw new RangeError(
      `attentionExplorer: ${
        weights.toLocaleString("en")
      } weights are more than a page can hold; give fewer tokens, ` +
        `layers or heads (at most ${MOST_WEIGHTS.toLocaleString("en")} weights)`,
    );
  }
  checkHeads(attention, { T: tokens.length, heads, causal });
  checkChoice("layer", layer, layers);
  checkChoice("head", head, heads);
  checkChoice("query", query, tokens.length);
  return {
    tokens: tokens.map((token) => tokenLabel(token)),
    layers,
    heads,
    causal,
    packed: packWeights(attention, causal),
    title: shorten(title),
    start: { layer, head, query },
    colours: { weight: COLOURS.blue, query: COLOURS.vermilion },
    font: MONO,
    words: translateWords(WORDS),
  };
}

/** See `ExplorerData.packed`. */
function packWeights(attention: AttentionOfHeads, causal: boolean): string {
  const bytes = attention.flat().flatMap((map) =>
    map.flatMap((row, query) => row.slice(0, causal ? query + 1 : undefined).map((w) => Math.round(255 * w)))
  );
  return btoa(bytes.map((byte) => String.fromCharCode(byte)).join(""));
}

function checkHeads(
  attention: AttentionOfHeads,
  { T, heads, causal }: { T: number; heads: number; causal: boolean },
): void {
  if (T === 0 || heads === 0 || attention.some((layer) => layer.length !== heads)) {
    throw new RangeError(
      `attentionExplorer: expected at least one token and one head, the same number of heads in each layer, got ${T} ` +
        `tokens and layers of ${attention.map((layer) => layer.length).join(", ")} heads`,
    );
  }
  attention.forEach((maps, layer) =>
    maps.forEach((map, head) =>
      checkWeights(`attentionExplorer: layer ${layer}, head ${head}`, map, { T, causal })
    )
  );
}

function checkChoice(name: string, value: number, count: number): void {
  if (Number.isInteger(value) && value >= 0 && value < count) return;
  throw new RangeError(
    `attentionExplorer: ${name} is ${value}, expected a whole number from 0 to ${count - 1}`,
  );
}

/** What the picture shows, in words: where each head looks from one token. */
function describe(
  attention: AttentionOfHeads,
  labels: readonly string[],
  { title, query }: { title: string; query: number },
): string {
  const most = attention.flatMap((maps, layer) =>
    maps.map((map, head) => {
      const key = map[query].indexOf(Math.max(...map[query]));
      return translate(
        `layer ${layer + 1}, head ${head + 1} looks most at ${labels[key]} (position ${key}, ${
          (100 * map[query][key]).toFixed(0)
        } %)`,
      );
    })
  );
  const shown = most.slice(0, 24);
  const from = translate(`From ${labels[query]} (position ${query} of ${labels.length}), `);
  const more = shown.length < most.length ? translate(`; and ${most.length - shown.length} more heads`) : "";
  return `${title ? `${title}. ` : ""}${from}${shown.join("; ")}${more}.`;
}
