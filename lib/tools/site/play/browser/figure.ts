/**
 * What every figure with a model does: shows its form where scripts run, loads the model once, when the reader first
 * comes to it, and says what happens.
 */
import { translate } from "../../../../language.ts";
import { TEXTS } from "../texts.ts";
import type { ModelResults } from "../worker/protocol.ts";
import { part } from "./dom.ts";
import { type OpenModel, openModel } from "./open_model.ts";

export interface Figure {
  readonly element: HTMLElement;
  /** The folder of the scripts. */
  readonly assets: string;
  /** The name of the figure's model. */
  readonly model: string;
}

/** Says something in the figure's status line. */
export function say({ element }: Figure, text: string): void {
  part(element, "status").textContent = text;
}

/** Says why something failed. */
export function sayError(figure: Figure, error: unknown): void {
  say(figure, TEXTS.shared.failed(translate(error instanceof Error ? error.message : String(error))));
}

/** Shows the form and hides the picture; where the figure is part of a longer page, the picture stays until the first use. */
export function goLive({ element }: Figure): void {
  for (const live of element.querySelectorAll<HTMLElement>("[data-live]")) live.hidden = false;
  for (const picture of element.querySelectorAll<HTMLElement>("[data-no-script]")) picture.hidden = true;
}

/**
 * A function that returns the model, loaded at the first call.
 *
 * @param o.onRestart called when a dead worker was replaced: what the figure shows of an unfinished answer is repeated
 */
export function modelOnDemand(figure: Figure, o: { onRestart: () => void }): () => Promise<OpenModel> {
  let opened: Promise<OpenModel> | undefined;
  return () => {
    if (opened) return opened;
    say(figure, TEXTS.shared.loading);
    opened = openModel({
      ...{ assets: figure.assets, name: figure.model },
      onRestart: () => {
        o.onRestart();
        say(figure, TEXTS.shared.restarted);
      },
    });
    opened.then(async ({ client }) => {
      say(figure, "");
      const { engine, refused } = await client.loaded as ModelResults["load"];
      figure.element.dataset.engine = engine; // not shown; for whoever wants to know why
      figure.element.dataset.refused = refused.join("; ");
    }, (error) => {
      opened = undefined; // the next press tries again
      sayError(figure, error);
    });
    return opened;
  };
}

/** Loads early: when the reader comes near the form, or at once on a page that has only this figure. */
export function loadEarly({ element }: Figure, load: () => unknown): void {
  if (element.dataset.alone === "true") {
    load();
    return;
  }
  for (const event of ["pointerenter", "focusin"]) element.addEventListener(event, load, { once: true });
}
