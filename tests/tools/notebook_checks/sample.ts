/** Sample notebooks for the tests of lib/tools/notebook_checks. */
import { join } from "node:path";
import { jupyterJson } from "../../../lib/tools/notebook_file/jupyter_json.ts";
import {
  type Cell,
  normaliseNotebook,
  type Notebook,
  type Output,
} from "../../../lib/tools/notebook_file/notebook_file.ts";

export interface SampleCell {
  readonly source: string;
  readonly outputs?: Output[];
  readonly tags?: readonly string[];
  readonly markdown?: boolean;
  readonly patch?: Partial<Cell>;
}

export const stdout = (text: string): Output => ({ output_type: "stream", name: "stdout", text });

/** A notebook as a clean run saves it. */
export function sample(cells: readonly SampleCell[], metadata: Record<string, unknown> = {}): Notebook {
  return {
    cells: cells.map(({ source, outputs = [], tags, markdown, patch }, i) => ({
      cell_type: markdown ? "markdown" : "code",
      id: `cell-${i}`,
      metadata: tags ? { tags } : {},
      source,
      ...(markdown ? {} : { outputs, execution_count: null }),
      ...patch,
    })),
    metadata: { language_info: { name: "typescript" }, ...metadata },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** Nothing to complain about. */
export const GOOD: readonly SampleCell[] = [
  { source: "# Adding\n\nTwo numbers.", markdown: true },
  { source: "const sum = (a: number, b: number) => a + b;" },
  { source: "console.log(sum(1, 2));", outputs: [stdout("3\n")] },
];

/** Writes notebooks into a folder of their own, which is removed after `use`. */
export async function withNotebooks(
  notebooks: Readonly<Record<string, Notebook | string>>,
  use: (paths: string[], folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "notebook-check-" });
  try {
    const paths: string[] = [];
    for (const [name, content] of Object.entries(notebooks)) {
      const path = join(folder, name);
      await Deno.writeTextFile(
        path,
        typeof content === "string" ? content : jupyterJson(normaliseNotebook(content)),
      );
      paths.push(path);
    }
    await use(paths, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
