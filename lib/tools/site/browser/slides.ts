/**
 * Runs in the reader's browser: fits each slide of 1280 × 720 and starts reveal.js. Bundled into assets/slides.js.
 *
 * A slide with words and something to show has two columns, the first of two widths, or the words above a wide figure, a
 * table or long lines; code and what it prints may stand side by side. All are tried; the one with the largest type is
 * kept. Only here are the heights of a figure or of a line of Korean known. fit_shown.ts sizes code and outputs.
 */
import Reveal, { type RevealApi } from "reveal.js";
import { cropDrawings, fitShown, keepCellsWhole } from "./fit_shown.ts";
import { openSpeakerNotes } from "./speaker_notes.ts";

const WIDTH = 1280, HEIGHT = 720;
/** Sizes of type that are tried, CSS pixels, from the largest. */
const TEXT_SIZES = [32, 30, 28, 26, 24, 22, 20, 19, 18, 17, 16, 15, 14, 13, 12];
/** The least size of words, CSS pixels: rather than smaller, the beginning of the context is left to the notes. */
const LEAST_TEXT = 19;
/** What is shown is too small below this, and worth fewer words when it grows by more than this without them. */
const LEAST_QUALITY = 0.8, WORTH_WORDS = 1.1;
/** The part of a slide's height that words above a table may take. */
const WORDS_ABOVE = 0.4;
/** Sizes to which words above are reduced where what is shown below them would be smaller, and gains by it. */
const MODEST_TEXT = [24, 21], WORTH_REDUCING = 1.02;
/** Code of at most this length is not broken into two lines. */
const SHORT_CODE = 16;
/** plotly.js draws anew this long after the width of a figure has changed, ms. */
const PLOTLY_REDRAWS = 400;

void start();

async function start(): Promise<void> {
  await document.fonts.ready;
  const main = document.querySelector("main")!;
  await pictures(main);
  for (const slide of main.querySelectorAll<HTMLElement>(".slides > section")) fit(slide);
  if (main.querySelector(".js-plotly-plot")) {
    globalThis.dispatchEvent(new Event("resize"));
    await new Promise((resolve) => setTimeout(resolve, PLOTLY_REDRAWS));
  }
  main.classList.add("reveal");
  const deck: RevealApi = new Reveal({
    width: WIDTH,
    height: HEIGHT,
    margin: 0,
    center: false,
    hash: true,
    controls: true,
    slideNumber: "c/t",
    transition: "none",
    pdfSeparateFragments: false,
    keyboard: { 83: () => openSpeakerNotes(deck) }, // S
  });
  await deck.initialize();
  // The same slide in the other language.
  const other = document.querySelector<HTMLAnchorElement>("a.language");
  other?.addEventListener("click", () => other.hash = location.hash);
  document.body.dataset.ready = "true";
}

/** Waits for pictures and charts, because heights depend on them. */
async function pictures(source: Element): Promise<void> {
  await Promise.all([...source.querySelectorAll("img")].map((image) => image.decode().catch(() => {})));
  for (let i = 0; i < 3; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

function fit(slide: HTMLElement): void {
  shrink(slide.querySelector<HTMLElement>("h2"), {
    from: 35,
    to: 18,
    fits: (heading) => !isTooWide(heading),
  });
  shrink(slide.querySelector<HTMLElement>("h1"), { from: 50, to: 30, fits: (h1) => h1.offsetHeight <= 200 });
  const body = slide.querySelector<HTMLElement>(".body");
  if (!body) return;
  cropDrawings(slide);
  keepCellsWhole(slide);
  for (const code of body.querySelectorAll<HTMLElement>(".words code")) {
    if (code.textContent!.length <= SHORT_CODE) code.style.whiteSpace = "nowrap";
  }
  const words = body.querySelector<HTMLElement>(".words"), shown = body.querySelector<HTMLElement>(".shown");
  if (!words || !shown) {
    body.classList.add(words ? "alone" : shown ? "full" : "cards");
    if (shown) fitShown(shown, body);
    else {
      fitText(body, () =>
        [body, ...body.children].every((part) => !overflows(part)) && formulasFit(body) &&
        [...body.querySelectorAll("h3")].every((title) => !isTooWide(title)));
    }
    return;
  }
  const isAgenda = shown.classList.contains("agenda");
  const hasBoth = shown.querySelector(":scope > .results") !== null && shown.children.length > 1;
  const names = isAgenda
    ? ["beside"]
    : ["beside", "beside narrow", "above", ...(hasBoth ? ["above split"] : [])];
  const arrange = () => {
    const tried = names.map((name) => {
      body.className = `body ${name}`;
      return { name, ...fitBoth(body, { words, shown }) };
    });
    const best = tried.reduce((best, one) => 0.97 * one.quality > best.quality ? one : best);
    body.className = `body ${best.name}`;
    return best === tried.at(-1) ? best : fitBoth(body, { words, shown });
  };
  // With fewer words more fits: the context is shortened as long as the words are too small, or what is shown, if that helps.
  for (;;) {
    const { text, quality } = arrange();
    const context = words.querySelector(".context");
    if (isAgenda || !context || !words.querySelector(".question, .happened")) break;
    if (text >= LEAST_TEXT && quality >= LEAST_QUALITY) break;
    const part = context.children.length > 1 ? context.firstElementChild! : context;
    const [parent, next] = [part.parentElement!, part.nextSibling];
    part.remove();
    if (text < LEAST_TEXT || arrange().quality > WORTH_WORDS * quality) continue;
    parent.insertBefore(part, next);
    arrange();
    break;
  }
  body.classList.add("fitted");
}

/** Fits words and what is shown. Returns the size of the words, and how large the smaller of both is, 1 when good to read. */
function fitBoth(
  body: HTMLElement,
  { words, shown }: { words: HTMLElement; shown: HTMLElement },
): { text: number; quality: number } {
  const above = body.classList.contains("above");
  shown.style.display = "none";
  const room = body.clientHeight * (above ? WORDS_ABOVE : 1);
  let text = fitText(
    words,
    () => words.scrollHeight <= room + 1 && words.scrollWidth <= words.clientWidth + 1 && formulasFit(words),
  );
  shown.style.display = "";
  let size = shown.classList.contains("agenda")
    ? fitText(shown, () => !overflows(shown)) / 20
    : fitShown(shown, shown);
  for (const smaller of above ? MODEST_TEXT : []) {
    if (smaller >= text || size >= text / 19) continue;
    words.style.setProperty("--text", `${smaller}px`);
    const larger = fitShown(shown, shown);
    if (larger > WORTH_REDUCING * size) [text, size] = [smaller, larger];
    else {
      words.style.setProperty("--text", `${text}px`);
      size = fitShown(shown, shown);
      break;
    }
  }
  return { text, quality: Math.min(text / 19, size) };
}

/** Sets the largest size of type with which `fits` holds. Returns the size. */
function fitText(element: HTMLElement, fits: () => boolean): number {
  const isFitting = (at: number) => {
    element.style.setProperty("--text", `${TEXT_SIZES[at]}px`);
    return fits();
  };
  // Each try makes the browser lay out, so the middle is tried first.
  let low = 0, high = TEXT_SIZES.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isFitting(middle)) high = middle;
    else low = middle + 1;
  }
  element.style.setProperty("--text", `${TEXT_SIZES[low]}px`);
  return TEXT_SIZES[low];
}

function shrink(
  element: HTMLElement | null,
  { from, to, fits }: { from: number; to: number; fits: (element: HTMLElement) => boolean },
): void {
  for (let size = from; element && size >= to && !fits(element); size--) element.style.fontSize = `${size}px`;
}

/** A formula is as wide as it is: it cannot wrap. */
function formulasFit(words: HTMLElement): boolean {
  return [...words.querySelectorAll(".katex-display > .katex")].every((formula) => {
    const { right } = formula.querySelector(".katex-html")!.getBoundingClientRect();
    return formula.scrollWidth <= formula.parentElement!.clientWidth + 1 &&
      right <= words.getBoundingClientRect().right + 1;
  });
}

function isTooWide(element: Element): boolean {
  return element.scrollWidth > element.clientWidth + 1;
}

function overflows(element: Element): boolean {
  return element.scrollHeight > element.clientHeight + 1 || isTooWide(element);
}
