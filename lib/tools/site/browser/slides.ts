/**
 * Runs in the reader's browser: places the notebook's blocks on slides of 1280 × 720 and starts reveal.js. Bundled into
 * assets/slides.js.
 *
 * Blocks fill a slide from the top until the next one does not fit. A block taller than a slide is scaled down. A heading
 * is never alone at the bottom.
 */
import Reveal from "reveal.js";

const WIDTH = 1280, HEIGHT = 720;
/** Height for blocks on a slide, CSS pixels; the rest is margin and the title line. */
const ROOM = 620;
/** Space between blocks, CSS pixels. */
const GAP = 12;

void start();

async function start(): Promise<void> {
  await document.fonts.ready;
  const source = document.getElementById("blocks")!;
  await pictures(source);
  const deck = document.querySelector(".slides")!;
  for (const column of pack([...source.children] as HTMLElement[])) deck.append(column);
  source.remove();
  // Figures were drawn before their blocks moved; a resize gives them their new width.
  await new Reveal({
    width: WIDTH,
    height: HEIGHT,
    margin: 0,
    center: false,
    hash: true,
    controls: true,
    slideNumber: "c/t",
    transition: "none",
    pdfSeparateFragments: false,
  }).initialize();
  document.body.dataset.ready = "true";
}

/** Waits for the pictures, because heights depend on them. */
async function pictures(source: Element): Promise<void> {
  await Promise.all([...source.querySelectorAll("img")].map((image) => image.decode().catch(() => {})));
}

function pack(blocks: readonly HTMLElement[]): HTMLElement[] {
  const heights = new Map(blocks.map((block) => [block, fit(block)]));
  const columns: HTMLElement[] = [];
  let column: HTMLElement | undefined, slide: HTMLElement | undefined, used = 0, title = "";
  const newSlide = () => {
    slide = document.createElement("section");
    const running = document.createElement("p");
    running.className = "running";
    running.textContent = title;
    slide.append(running);
    column!.append(slide);
    used = 0;
  };
  blocks.forEach((block, i) => {
    const level = Number(block.dataset.level ?? 0);
    if (level === 1 || level === 2 || !column) {
      title = block.textContent?.trim() ?? "";
      column = document.createElement("section");
      columns.push(column);
      newSlide();
    }
    if (block.classList.contains("notes")) {
      const notes = document.createElement("aside");
      notes.className = "notes";
      notes.append(...block.childNodes);
      slide!.append(notes);
      return;
    }
    const height = heights.get(block)!;
    // A heading stays with the block after it.
    const follower = level > 0 && blocks[i + 1] ? Math.min(heights.get(blocks[i + 1])!, ROOM / 2) : 0;
    if (used > 0 && used + height + follower > ROOM) newSlide();
    slide!.append(block);
    used += height + GAP;
  });
  return columns;
}

/** Scales a block to fit a slide. Returns its height, CSS pixels. */
function fit(block: HTMLElement): number {
  const height = block.getBoundingClientRect().height;
  if (height <= ROOM) return height;
  block.style.zoom = String(ROOM / height * 0.98);
  return Math.min(ROOM, block.getBoundingClientRect().height);
}
