/**
 * Runs in the reader's browser: fits each slide of 1280 × 720 and starts reveal.js. Bundled into assets/slides.js.
 *
 * A slide with words and something to show has two columns, or the words above a wide table or long lines. Both are tried;
 * the one with the larger type is kept. Only here are the heights of a figure or of a line of Korean known.
 */
import Reveal, { type RevealApi } from "reveal.js";
import { openSpeakerNotes } from "./speaker_notes.ts";

const WIDTH = 1280, HEIGHT = 720;
/** Sizes of type that are tried, CSS pixels, from the largest. */
const TEXT_SIZES = [32, 30, 28, 26, 24, 22, 20, 19, 18, 17, 16, 15, 14, 13, 12];
const CODE_SIZES = [23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11];
/** The width in which figures are drawn before they are scaled, CSS pixels: a notebook's. */
const FIGURE_WIDTH = 760;
/** The part of a slide's height that words above a table may take. */
const WORDS_ABOVE = 0.4;
/** Words of at most this length get a narrower column. */
const FEW_LETTERS = 260;
/** How much larger than in the notebook a figure may be. */
const MOST_ZOOM = 1.7;

void start();

async function start(): Promise<void> {
  await document.fonts.ready;
  const main = document.querySelector("main")!;
  await pictures(main);
  for (const slide of main.querySelectorAll<HTMLElement>(".slides > section")) fit(slide);
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
  const heading = slide.querySelector<HTMLElement>("h2");
  for (let size = 35; heading && size >= 18 && heading.scrollWidth > heading.clientWidth; size--) {
    heading.style.fontSize = `${size}px`;
  }
  const body = slide.querySelector<HTMLElement>(".body");
  if (!body) return;
  const words = body.querySelector<HTMLElement>(".words"), shown = body.querySelector<HTMLElement>(".shown");
  if (!words || !shown) {
    body.classList.add(words ? "alone" : shown ? "full" : "cards");
    if (shown) fitShown(shown, body);
    else fitText(body, () => [body, ...body.children].every((part) => !overflows(part)));
    return;
  }
  // Most figures leave room at their side for the words. Tables and code may be as wide as the slide.
  const isFigure = shown.querySelector(".course-figure, img") !== null && !isWide(shown);
  const names = isFigure ? ["beside"] : ["beside", "above"];
  slide.classList.toggle("few", words.textContent!.length < FEW_LETTERS);
  const arrangements = names.map((name) => {
    body.className = `body ${name}`;
    return { name, quality: fitBoth(body, { words, shown }) };
  });
  const [beside, above] = arrangements;
  const best = above && above.quality * 0.97 > beside.quality ? above : beside;
  body.className = `body ${best.name}`;
  fitBoth(body, { words, shown });
}

/** Whether a drawing is more than twice as wide as high. */
function isWide(shown: HTMLElement): boolean {
  const results = shown.querySelector<HTMLElement>(".results")!;
  const { width, height } = naturalSize(results, WIDTH);
  return width > 2.2 * height;
}

/** Fits words and what is shown. Returns how large the smaller of both is, 1 for a size that is good to read. */
function fitBoth(body: HTMLElement, { words, shown }: { words: HTMLElement; shown: HTMLElement }): number {
  const above = body.classList.contains("above");
  shown.style.display = "none";
  const room = body.clientHeight * (above ? WORDS_ABOVE : 1);
  const text = fitText(
    words,
    () => words.scrollHeight <= room + 1 && words.scrollWidth <= words.clientWidth + 1,
  );
  shown.style.display = "";
  return Math.min(text / 19, fitShown(shown, shown));
}

/** Sets the largest size of type with which `fits` holds. Returns the size. */
function fitText(element: HTMLElement, fits: () => boolean): number {
  let size = TEXT_SIZES[0];
  for (size of TEXT_SIZES) {
    element.style.setProperty("--text", `${size}px`);
    if (fits()) break;
  }
  return size;
}

function overflows(element: Element): boolean {
  return element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;
}

/** Fits code and outputs into `box`. Returns how large the smallest is, 1 for a size that is good to read. */
function fitShown(shown: HTMLElement, box: HTMLElement): number {
  const { clientWidth: width, clientHeight: height } = box;
  const results = shown.querySelector<HTMLElement>(".results");
  const code = shown.querySelector<HTMLElement>(":scope > pre, :scope > .copyable");
  const list = shown.classList.contains("agenda");
  if (list) return fitText(shown, () => !overflows(shown)) / 20;
  let quality = 2;
  let left = height;
  if (code) {
    const least = results ? Math.min(0.35 * height, naturalSize(results, width).height) : 0;
    for (const size of CODE_SIZES) {
      code.style.fontSize = `${size}px`;
      quality = size / 17;
      if (code.scrollWidth <= code.clientWidth + 1 && code.offsetHeight <= height - least) break;
    }
    if (code.scrollWidth > code.clientWidth + 1) quality = 0;
    left = height - code.offsetHeight - 16;
  }
  if (!results) return quality;
  const natural = naturalSize(results, width);
  const zoom = Math.min(width / natural.width, left / natural.height, MOST_ZOOM);
  results.style.width = `${natural.width}px`;
  results.style.zoom = String(Math.floor(zoom * 1000) / 1000);
  return Math.min(quality, zoom * (natural.width >= FIGURE_WIDTH ? 1.1 : 1));
}

/** The size of outputs as they are in a notebook. */
function naturalSize(results: HTMLElement, room: number): { width: number; height: number } {
  results.style.zoom = "1";
  const drawn = results.querySelector(".course-figure");
  results.style.width = drawn ? `${FIGURE_WIDTH}px` : "max-content";
  // A wide table may become smaller; printed lines are wrapped.
  const most = results.querySelector("table") ? 1.6 * room : room;
  if (!drawn && results.offsetWidth > most) results.style.width = `${Math.ceil(most)}px`;
  const inner = [...results.children].map((child) => child.getBoundingClientRect());
  const box = results.getBoundingClientRect();
  const right = Math.max(...inner.map((child) => child.right - box.left));
  return { width: Math.ceil(Math.max(right, 1)), height: Math.ceil(results.offsetHeight) + 1 };
}
