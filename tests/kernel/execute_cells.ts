/** Runs cells in a fresh kernel of the course, as `./course run` does, and returns their outputs. */
import { join } from "node:path";
import { type Executed, executeNotebook } from "../../lib/tools/cli/execute.ts";
import { layout } from "../../lib/tools/layout.ts";
import { type Cell, joinText, type Output } from "../../lib/tools/notebook_file/notebook_file.ts";

export interface CellsRun extends Executed {
  readonly outputs: readonly (readonly Output[])[];
}

/** Executes the cells in the given order; a failing cell ends the run unless it is tagged "raises-exception". */
export async function executeCells(
  sources: readonly string[],
  tags: Record<number, string[]> = {},
): Promise<CellsRun> {
  const folder = await Deno.makeTempDir({ dir: layout.course, prefix: "cells-" });
  try {
    const cells: Cell[] = sources.map((source, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      metadata: tags[i] ? { tags: tags[i] } : {},
      source,
      outputs: [],
      execution_count: null,
    }));
    const path = join(folder, "cells.ipynb");
    await Deno.writeTextFile(path, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    const executed = await executeNotebook(path);
    return { ...executed, outputs: executed.notebook.cells.map((cell) => cell.outputs ?? []) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Everything a cell printed on one stream. */
export function printed(outputs: readonly Output[], name: "stdout" | "stderr" = "stdout"): string {
  return outputs.map((output) =>
    output.output_type === "stream" && output.name === name ? joinText(output.text) : ""
  ).join("");
}

/** A cell's value as the kernel shows it, without colours. */
export function shownValue(outputs: readonly Output[]): string | undefined {
  const result = outputs.find((output) => output.output_type === "execute_result");
  const text = result?.output_type === "execute_result" ? result.data["text/plain"] : undefined;
  // deno-lint-ignore no-control-regex
  return typeof text === "string" ? text.replaceAll(/\x1b\[\d+m/g, "") : undefined;
}
