/** Lets a model write in a figure: the buttons, the time of the first token, the speed. */
import { TEXTS } from "../texts.ts";
import type { GenerateRequest, ModelResults } from "../worker/protocol.ts";
import { type Figure, say, sayError } from "./figure.ts";
import type { OpenModel } from "./open_model.ts";
import { eachFrame, part } from "./dom.ts";

/**
 * Runs one request. Says the speed at the end. A press of "Stop" ends it.
 *
 * @returns the result, or undefined after an error, which the figure then says
 */
export async function write(
  figure: Figure,
  o: {
    readonly open: () => Promise<OpenModel>;
    readonly request: (opened: OpenModel) => GenerateRequest;
    /** Takes each token. */
    readonly onToken: (token: number) => void;
    /** Shows the tokens that came: once a frame, and at the end. */
    readonly draw: () => void;
  },
): Promise<ModelResults["generate"] | undefined> {
  const stop = part<HTMLButtonElement>(figure.element, "stop");
  const abort = new AbortController(), end = () => abort.abort();
  stop.addEventListener("click", end);
  figure.element.dataset.state = "busy";
  stop.disabled = false;
  try {
    const start = performance.now();
    const opened = await o.open();
    say(figure, TEXTS.shared.running);
    let first = 0;
    const drawSoon = eachFrame(o.draw);
    const result = await opened.client.ask(o.request(opened), {
      signal: abort.signal,
      onToken: (token) => {
        first ||= performance.now() - start;
        o.onToken(token);
        drawSoon();
      },
    });
    const seconds = (performance.now() - start - first) / 1000, tokens = result.tokens.length;
    o.draw();
    const { engine } = await opened.client.loaded as ModelResults["load"]; // after a restart it may be another
    const perSecond = (tokens - 1) / Math.max(seconds, 0.001);
    figure.element.dataset.speed = JSON.stringify({ tokens, first, perSecond }); // for measure.ts
    const speed = TEXTS.shared.speed({
      ...{ tokens, first: Math.round(first), perSecond: Math.round(perSecond) },
      engine: TEXTS.shared.engines[engine],
    });
    say(figure, result.finished === "stopped" ? `${TEXTS.shared.stopped} ${speed}` : speed);
    return result;
  } catch (error) {
    sayError(figure, error);
  } finally {
    stop.removeEventListener("click", end);
    stop.disabled = true;
    figure.element.dataset.state = "ready";
  }
}
