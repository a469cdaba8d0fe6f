/** What a code cell gives to slides: its code, and what it shows; by rules, or as the notebook's list of slides says. */
import { type Cell, joinText } from "../notebook_file/notebook_file.ts";
import { slideCode } from "./slide_code.ts";
import type { SlideEntry } from "./slide_list.ts";
import { hasFigure, slideOutputs } from "./slide_outputs.ts";

/** Lines of code that fit above a table or a figure. */
const SHORT_CODE = 6;

export interface Item {
  readonly code?: string;
  readonly shown?: Cell;
  readonly weight: number;
  readonly entry?: SlideEntry;
}

/**
 * What the list shows of a cell.
 *
 * @param group the cells without text between them, among them this one
 */
export function listedItems(
  first: Cell,
  { list, group }: { list: readonly SlideEntry[]; group: readonly Cell[] },
): Item[] {
  return list.filter(({ id }) => id === first.id).map((entry) => {
    const cell = entry.and ? joined(first, group.find(({ id }) => id === entry.and), entry) : first;
    const shown = slideOutputs(cell, { isListed: true, isAlone: entry.part === "output" });
    const code = slideCode(joinText(cell.source), { hasFigure: false, only: entry.only });
    const [byRule] = itemsOf(cell).filter((item) => item.shown).map(({ code, shown }) => ({ code, shown }));
    const parts = { code: { code }, output: { shown }, both: { code, shown } };
    return { ...(entry.part ? parts[entry.part] : byRule ?? { code, shown }), weight: 100, entry };
  });
}

function joined(first: Cell, second: Cell | undefined, { id, and }: SlideEntry): Cell {
  if (!second) throw new Error(`slide ${id}+${and}: text stands between the two cells, or one is missing`);
  return {
    ...first,
    source: `${joinText(first.source)}\n\n${joinText(second.source)}`,
    outputs: [...first.outputs ?? [], ...second.outputs ?? []],
  };
}

/** What a code cell gives to slides: its code, and what it shows. */
export function itemsOf(cell: Cell): Item[] {
  const shown = slideOutputs(cell), figure = shown !== undefined && hasFigure(shown);
  const source = joinText(cell.source);
  // The set-up cell is the same in every notebook.
  const code = source.includes("connectKernel(") ? undefined : slideCode(source, { hasFigure: figure });
  const keep = slideType(cell) === "slide" ? 50 : 0;
  const declares = code !== undefined && /^(?:async )?(?:function|class) /m.test(code);
  const codeItem = { code, weight: (declares ? 3.5 : 2) + (shown ? 0.5 : 0) };
  // A short function stands above what it gives.
  const isShort = code !== undefined && code.split("\n").length <= SHORT_CODE;
  if (figure && isShort) return [{ code, shown, weight: 5.5 + keep }];
  if (figure) return [...(code ? [codeItem] : []), { shown, weight: 5 + keep }];
  return code || shown ? [{ ...codeItem, shown, weight: codeItem.weight + keep }] : [];
}

export function slideType(cell: Cell): string | undefined {
  return (cell.metadata.slideshow as { slide_type?: string } | undefined)?.slide_type;
}
