/**
 * The list of slides that a notebook's teacher cells may hold: which cells get a slide, what each slide's point is, and
 * what the speaker says.
 *
 *     - **Merging makes one token of a pair**<!-- slide 14ad40d6 -->: point at the second line. Ask: why not twice?
 *
 * The id is a cell's. `code`, `output` or `both` after it choose what of a code cell the slide shows, `code:name` only the
 * functions with these names (`code:softmax,attend`); `id+id` shows two code cells that stand one after the other on one
 * slide; the id of a text cell gives a slide of its words. Words beside a cell are the end of the text before it, with
 * `first` its beginning, with `bare` none: a large table then has more room. `silent` leaves out the words after the cell,
 * too, so that only the question stays beside a figure. The bold point is the slide's heading, in both versions; what
 * follows is the teacher's note.
 */
import { joinText, type Notebook, tagsOf } from "../notebook_file/notebook_file.ts";

export type SlidePart = "code" | "output" | "both";

export interface SlideEntry {
  /** The id of the cell that the slide shows. */
  readonly id: string;
  /** The id of the code cell after it, when the slide shows both. */
  readonly and?: string;
  /** What of a code cell; by slide_reader.ts's rules where there is none. */
  readonly part?: SlidePart;
  /** The names of the only functions to show, with commas. */
  readonly only?: string;
  /** Which words: the beginning of the text before the cell, none of it, or none after the cell either. Default: its end. */
  readonly words?: "first" | "bare" | "silent";
  /** The slide's point, Markdown without the asterisks. */
  readonly point: string;
  /** What to point at and what to ask, Markdown. */
  readonly note: string;
}

const ENTRY =
  /^- +\*\*(.+?)\*\* *<!-- slide (\S+)(?: (code|output|both)(?::([\w,]+))?)?(?: (first|bare|silent))? -->:?\s*([^]*)$/;

/**
 * The entries of all teacher cells, in their order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { slideEntries } from "./slide_list.ts";
 *
 * assert.deepEqual(slideEntries("- **Two is even**<!-- slide a1 code -->: point\n  at the 2.\n\nMore."), [
 *   { id: "a1", part: "code", point: "Two is even", note: "point at the 2." },
 * ]);
 * ```
 */
export function slideEntries(markdown: string): SlideEntry[] {
  return items(markdown).flatMap((item) => {
    const found = item.replaceAll(/\s*\n\s*/g, " ").match(ENTRY);
    if (!found) return [];
    const [, point, ids, part, only, words, note] = found;
    const [id, and] = ids.split("+");
    return [{
      id,
      ...(and ? { and } : {}),
      ...(part ? { part: part as SlidePart } : {}),
      ...(only ? { only } : {}),
      ...(words ? { words: words as SlideEntry["words"] } : {}),
      point,
      note: note.trim(),
    }];
  });
}

export function readSlideList(notebook: Notebook): SlideEntry[] {
  return notebook.cells.filter(({ metadata }) => tagsOf(metadata).includes("teacher"))
    .flatMap(({ source }) => slideEntries(joinText(source)));
}

/** A teacher's text without its entries: each stands in the notes of its own slide. "" where nothing else is left. */
export function withoutSlideList(markdown: string): string {
  let rest = markdown;
  for (const item of items(markdown)) if (slideEntries(item).length > 0) rest = rest.replace(item, "");
  const words = rest.replaceAll(/<details><summary>.*?<\/summary>|<\/details>/g, "").trim();
  return words === "" ? "" : rest.replaceAll(/\n{3,}/g, "\n\n");
}

/** The items of the lists of a text, each with its further lines. */
function items(markdown: string): string[] {
  return markdown.match(/^- .*(?:\n(?!- |\s*$|<).*)*/gm) ?? [];
}
