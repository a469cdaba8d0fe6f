/** Cells of small notebooks, and the slides that they get. */
import type { Cell, Notebook } from "../../../lib/tools/notebook_file/notebook_file.ts";
import type { ContentSlide } from "../../../lib/tools/site/slide.ts";
import { planSlides } from "../../../lib/tools/site/slide_plan.ts";

export const text = (source: string, metadata = {}): Cell => ({ cell_type: "markdown", metadata, source });
export const code = (source: string, printed = "", metadata = {}): Cell => ({
  cell_type: "code",
  metadata,
  source,
  outputs: printed ? [{ output_type: "stream", name: "stdout", text: printed }] : [],
});
export const plan = (...cells: Cell[]) => {
  const notebook: Notebook = {
    cells: [text("# 01 · A title"), ...cells],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
  return planSlides(notebook);
};
export const contents = (...cells: Cell[]) =>
  plan(...cells).filter((slide): slide is ContentSlide => slide.kind === "content");
