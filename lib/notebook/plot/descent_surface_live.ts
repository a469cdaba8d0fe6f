/**
 * The browser part of the descent surface (descent_surface.ts), and what both parts share.
 *
 * The functions are copied into the notebook as source: each must use only its arguments.
 */
import type { descentPath, Optimizer, Valley } from "./descent_path.ts";
import type { LiveTools } from "./live_elements.ts";

/** The figure's words; `{0}` and so on are values. */
export const WORDS = {
  start: "start",
  optimizer: "optimizer",
  rate: "rate",
  learningRate: "learning rate",
  notLow: "not yet below 0.01",
  low: "it stays below 0.01 from step {0}",
  diverges: "{0} diverges: height {1} after {2} steps",
  arrives: "{0}: height {1} at the start, {2} after {3} steps; {4}",
} as const;

export interface SurfaceData {
  readonly valley: Valley;
  readonly start: readonly [x: number, y: number];
  readonly steps: number;
  readonly settings: Readonly<Record<Optimizer, { readonly rate: number; readonly beta: number }>>;
  readonly colours: Readonly<Record<Optimizer, string>>;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** In the language that is shown. */
  readonly words: Readonly<Record<keyof typeof WORDS, string>>;
}

interface DrawnPath {
  readonly path: readonly (readonly [x: number, y: number])[];
  readonly colour: string;
}

/** Lines of equal height and paths, as SVG markup. Runs here and in the browser. */
export function valleyMarkup(
  { valley, start, width, height, words }: SurfaceData,
  paths: readonly DrawnPath[],
): string {
  // A closing tag must not stand in the source of a script.
  const tag = (name: string, attributes: string, content = "") =>
    "<" + name + " " + attributes + ">" + content + "<" + "/" + name + ">";
  // A start on an axis leaves 1 on each side of it.
  const farX = 1.25 * Math.abs(start[0]) || 1, farY = 1.6 * Math.abs(start[1]) || 1;
  const atX = (x: number) => width / 2 * (1 + x / farX), atY = (y: number) => height / 2 * (1 - y / farY);
  const round = (n: number) => Math.round(10 * Math.max(-9999, Math.min(9999, n))) / 10;
  const top = 0.5 * (valley.curvatureX * farX ** 2 + valley.curvatureY * farY ** 2);
  const rings = [0.004, 0.02, 0.06, 0.14, 0.28, 0.5, 0.8].map((share) => {
    const level = share * top;
    const rx = Math.sqrt(2 * level / valley.curvatureX) * width / (2 * farX);
    const ry = Math.sqrt(2 * level / valley.curvatureY) * height / (2 * farY);
    return tag(
      "ellipse",
      `cx="${width / 2}" cy="${height / 2}" rx="${round(rx)}" ry="${
        round(ry)
      }" fill="currentColor" fill-opacity="0.045" stroke="currentColor" stroke-opacity="0.3"`,
    );
  });
  const lines = paths.map(({ path, colour }) =>
    tag(
      "polyline",
      `points="${
        path.map(([x, y]) => `${round(atX(x))},${round(atY(y))}`).join(" ")
      }" fill="none" stroke="${colour}" stroke-width="2"`,
    ) +
    path.map(([x, y]) =>
      tag("circle", `cx="${round(atX(x))}" cy="${round(atY(y))}" r="2.6" fill="${colour}"`)
    )
      .join("")
  );
  const middle = `M${width / 2 - 6},${height / 2}h12M${width / 2},${height / 2 - 6}v12`;
  return tag(
    "svg",
    `width="${width}" height="${height}" overflow="hidden"`,
    rings.join("") +
      tag("path", `d="${middle}" stroke="currentColor" stroke-width="1.5"`) + lines.join("") +
      tag(
        "text",
        `x="${round(atX(start[0])) - 6}" y="${
          round(atY(start[1])) - 8
        }" text-anchor="middle" font-size="12" fill="currentColor"`,
        words.start,
      ),
  );
}

/** The live figure. Runs in the reader's browser, so it must use only its arguments. */
export function draw(
  element: HTMLElement,
  data: SurfaceData,
  tools: LiveTools & {
    readonly descentPath: typeof descentPath;
    readonly valleyMarkup: typeof valleyMarkup;
  },
): void {
  const { add, fill } = tools;
  const { valley, start, steps, settings, colours, words } = data;
  const box = add(element, "div", { style: "max-width: 760px; font-size: 14px; color: inherit" });
  if (data.title) add(box, "div", { style: "font-size: 15px; margin-bottom: 6px" }, data.title);
  const row = add(box, "div", {
    style: "display: flex; flex-wrap: wrap; gap: 8px 22px; align-items: center",
  });
  const labelled = (text: string) =>
    add(row, "label", { style: "display: flex; gap: 6px; align-items: center" }, text);
  const select = add(labelled(words.optimizer), "select", { style: "font: inherit" });
  for (const name of Object.keys(colours)) add(select, "option", { value: name }, name);
  const range = (label: Element, o: Record<"min" | "max" | "step", number> & { "aria-label": string }) =>
    add(label, "input", { type: "range", ...o, style: "width: 150px; cursor: pointer" });
  const rateLabel = labelled(words.rate), betaLabel = labelled("beta");
  const rate = range(rateLabel, { min: -3, max: 0.5, step: 0.01, "aria-label": words.learningRate });
  const beta = range(betaLabel, { min: 0, max: 0.98, step: 0.01, "aria-label": "beta" });
  const rateText = add(rateLabel, "span", { style: "min-width: 3.6em" });
  const betaText = add(betaLabel, "span", { style: "min-width: 2.6em" });
  const says = add(box, "div", { "aria-live": "polite", style: "min-height: 1.6em; margin: 6px 0" });
  const svg = tools.addSvg(box, "svg", {
    viewBox: `0 0 ${data.width} ${data.height}`,
    width: data.width,
    role: "img",
    style: "max-width: 100%; height: auto; font-size: 13px",
  });
  const heightAt = ([x, y]: readonly [number, number]) =>
    0.5 * (valley.curvatureX * x * x + valley.curvatureY * y * y);

  let value = 0; // the rate: as given until the reader moves the slider, which has steps
  const update = () => {
    const optimizer = select.value as keyof typeof settings;
    const kept = Number(beta.value);
    rateText.textContent = String(Number(value.toPrecision(2)));
    betaText.textContent = kept.toFixed(2);
    beta.disabled = optimizer === "SGD";
    betaLabel.style.opacity = beta.disabled ? "0.5" : "1";
    const path = tools.descentPath(valley, { optimizer, rate: value, beta: kept, steps, start });
    svg.innerHTML = tools.valleyMarkup(data, [{ path, colour: colours[optimizer] }]);
    let arrived = path.length; // the first point from which on the path stays low
    while (arrived > 0 && heightAt(path[arrived - 1]) < 0.01) arrived--;
    const end = heightAt(path[path.length - 1]);
    const low = arrived === path.length ? words.notLow : fill(words.low, arrived);
    const what = end > 100 * heightAt(start)
      ? fill(words.diverges, optimizer, end.toPrecision(2), path.length - 1)
      : fill(
        words.arrives,
        ...[optimizer, heightAt(start).toPrecision(3), end.toPrecision(2), path.length - 1, low],
      );
    says.textContent = what;
    svg.setAttribute("aria-label", what);
  };
  const choose = () => {
    const chosen = settings[select.value as keyof typeof settings];
    value = chosen.rate;
    rate.value = String(Math.log10(chosen.rate));
    beta.value = String(chosen.beta);
    update();
  };
  select.addEventListener("change", choose);
  rate.addEventListener("input", () => {
    value = 10 ** Number(rate.value);
    update();
  });
  beta.addEventListener("input", update);
  choose();
}
