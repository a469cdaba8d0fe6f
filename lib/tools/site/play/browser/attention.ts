/** The attention figure: the heads of notebook 03's model on the letters that the reader types. */
import { explorerData } from "../../../../notebook/plot/attention_explorer.ts";
import { draw, styles, unpackWeights } from "../../../../notebook/plot/attention_explorer_live.ts";
import { drawMap, drawThumbnail } from "../../../../notebook/plot/attention_explorer_map.ts";
import { LIVE_TOOLS } from "../../../../notebook/plot/live_elements.ts";
import { shorten } from "../../../../notebook/plot/shorten.ts";
import { TEXTS } from "../texts.ts";
import { part, percent, whenQuiet } from "./dom.ts";
import { type Figure, goLive, loadEarly, modelOnDemand, say, sayError } from "./figure.ts";

const T = TEXTS.attention;

export function startAttention(figure: Figure): void {
  const { element } = figure;
  const text = part<HTMLInputElement>(element, "text"), box = part(element, "explorer");
  const open = modelOnDemand(figure, { onRestart: () => {} });
  let asked = 0, chosen = { layer: 1, head: 0 };
  const look = async () => {
    const mine = ++asked;
    try {
      const { client, model: { config, letters = "" } } = await open();
      const typed = [...text.value.toWellFormed().normalize("NFKC").toLowerCase()].filter((letter) =>
        !/\s/.test(letter)
      );
      const known = typed.filter((letter) => letters.includes(letter));
      const used = known.slice(-config.blockSize);
      const leftOut = [...new Set(typed.filter((letter) => !letters.includes(letter)))];
      const notes = [
        ...(leftOut.length > 0 ? [T.leftOut(shorten(leftOut.join(" "), 60))] : []),
        ...(used.length < known.length ? [T.tooLong] : []),
      ];
      if (used.length < 2) {
        box.replaceChildren();
        part(element, "next").textContent = "";
        say(figure, [...notes, T.empty].join(" "));
        element.dataset.state = "ready";
        return;
      }
      const ids = used.map((letter) => letters.indexOf(letter));
      const [attention, candidates] = await Promise.all([
        client.ask({ kind: "attention", ids }),
        client.ask({ kind: "next", ids, count: 3 }),
      ]);
      if (mine !== asked) return;
      draw(box, explorerData(attention, used, chosen), {
        ...{ ...LIVE_TOOLS, unpackWeights, drawMap, drawThumbnail, styles },
      });
      while (box.children.length > 1) box.firstElementChild!.remove(); // the one before
      part(element, "next").textContent = T.nextIs(
        candidates.map(({ id, probability }) => `${letters[id]} ${percent(probability)}`).join(", "),
      );
      say(figure, notes.join(" "));
      element.dataset.state = "ready";
    } catch (error) {
      sayError(figure, error);
    }
  };
  // Heads by hover: the pointer chooses a head as a click does.
  box.addEventListener("pointerover", ({ target, pointerType }) => {
    const radio = pointerType === "mouse" && (target as Element).closest("label")?.querySelector("input");
    if (radio && !radio.checked) radio.click();
  });
  box.addEventListener("change", ({ target }) => {
    const radios = [...box.querySelectorAll("input")], rows = box.querySelectorAll(".layer").length;
    const at = radios.indexOf(target as HTMLInputElement), heads = radios.length / rows;
    if (at >= 0) chosen = { layer: Math.floor(at / heads), head: at % heads };
  });
  const soon = whenQuiet(200, look);
  text.addEventListener("input", () => {
    element.dataset.state = "busy";
    soon();
  });
  goLive(figure);
  loadEarly(figure, look);
}
