/**
 * The browser part of a plotly figure.
 *
 * `drawLiveFigure` is copied into the notebook as source (`Function.prototype.toString`), so it must use only its
 * arguments. It loads plotly.js once per page from the first address that works, draws in the page's text colour, and
 * follows a change of theme. If anything fails, the static picture stays.
 */
import { scriptJson } from "./displayable.ts";
import { PLOTLY_ADDRESSES } from "./plotly_library.ts";

export interface PlotlyFigure {
  // plotly.js publishes no types for its partial bundles: traces and layout are its documented JSON.
  readonly data: readonly Record<string, unknown>[];
  readonly layout: Record<string, unknown>;
}

/** plotly's own buttons; the one that sends the reader's data to plotly's servers is on by default, and off here. */
export const PLOTLY_CONFIG = {
  responsive: true,
  displaylogo: false,
  showSendToCloud: false,
  typesetMath: false, // on a page with MathJax, "$5 to $10" is no formula
  modeBarButtonsToRemove: ["lasso2d", "select2d"],
} as const;

interface Plotly {
  react(element: Element, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  relayout(element: Element, patch: unknown): Promise<unknown>;
}

interface PlotlyPage extends Window {
  Plotly?: Plotly;
  plotlyLoading?: Promise<Plotly>;
}

function drawLiveFigure(
  id: string,
  figure: PlotlyFigure,
  config: unknown,
  addresses: readonly string[],
): void {
  const page = globalThis as unknown as PlotlyPage;

  function load(): Promise<Plotly> {
    const server = document.getElementById("jupyter-config-data");
    const base = server ? JSON.parse(server.textContent!).baseUrl ?? "/" : null;
    const waiting = addresses
      .filter((address) => base !== null || !address.includes("{base}"))
      .map((address) => address.replace("{base}", base));
    return new Promise((resolve, reject) => {
      function next(): void {
        if (page.Plotly) return resolve(page.Plotly);
        const address = waiting.shift();
        if (!address) return reject(new Error("plotly.js is not reachable from this page"));
        const script = document.createElement("script");
        script.src = address;
        script.onload = script.onerror = next;
        document.head.append(script);
      }
      next();
    });
  }

  function textColour(element: Element): string {
    return getComputedStyle(element).color;
  }

  function draw(plotly: Plotly): void {
    const element = document.getElementById(id);
    if (!element) return;
    const layout = structuredClone(figure.layout);
    layout.font = Object.assign({}, layout.font, { color: textColour(element) });
    layout.paper_bgcolor = layout.plot_bgcolor = "rgba(0, 0, 0, 0)";
    layout.autosize = true;
    delete layout.width;
    if (!element.classList.contains("js-plotly-plot")) {
      element.replaceChildren();
      new MutationObserver((_, observer) => {
        if (!element.isConnected) return observer.disconnect();
        plotly.relayout(element, { "font.color": textColour(element) });
      }).observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "class"] });
    }
    plotly.react(element, figure.data, layout, config);
  }

  page.plotlyLoading ??= load();
  page.plotlyLoading.then(draw, () => {});
}

/** A script element that draws `figure` into the element named `id`, again and again if need be. */
export function liveScript(id: string, figure: PlotlyFigure): string {
  const source = drawLiveFigure.toString();
  if (source.includes("</") || source.includes("<!--")) {
    throw new Error("live_figure.ts: drawLiveFigure must not contain the text that ends a script element");
  }
  const values = [id, figure, PLOTLY_CONFIG, PLOTLY_ADDRESSES].map(scriptJson).join(", ");
  return `<script>(${source})(${values});</script>`;
}
