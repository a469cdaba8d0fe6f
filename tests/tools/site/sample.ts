/** A small notebook with one of everything that the exporter treats specially. */
import type { Cell, Notebook } from "../../../lib/tools/notebook_file/notebook_file.ts";

const text = (source: string, tags: string[] = [], exercise?: string): Cell => ({
  cell_type: "markdown",
  metadata: { ...(tags.length ? { tags } : {}), ...(exercise ? { exercise } : {}) },
  source,
});

const code = (source: string, output = "", tags: string[] = [], exercise?: string): Cell => ({
  cell_type: "code",
  metadata: { ...(tags.length ? { tags } : {}), ...(exercise ? { exercise } : {}) },
  source,
  execution_count: null,
  outputs: output ? [{ output_type: "stream", name: "stdout", text: output }] : [],
});

export const SOLUTION_LINE = "return pairs.reduce((sum, [a, b]) => sum + a * b, 0);";

export const notebook: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { language_info: { name: "typescript" } },
  cells: [
    text(
      "# 07 · A sample\n\n_본보기_\n\n**You will** look at\neverything.\n\n**Time** five minutes, _or_ so.\n\nA token, and `code`.",
    ),
    text(
      "## 1 · Formulas\n\n$$\\frac{1}{2}$$\n\nWith $\\sqrt{d}$ and a [link](04-book-gpt.ipynb) and [data](../data/README.md).",
    ),
    code('const text = "<script>alert(1)</script>";', "\u001b[31m<b>red</b>\u001b[0m\n"),
    text("### Exercise 07.1 · ★ · 5 minutes\n\nA dot product.", ["exercise"], "07.1"),
    code(
      "function dot(pairs: [number, number][]): number {\n  return todo();\n}",
      "",
      ["exercise", "stub"],
      "07.1",
    ),
    code('await check("07.1", dot)', "✗ 07.1 not written yet", ["check"], "07.1"),
    text("<details><summary>Hint</summary>\n\nMultiply, then add.\n\n</details>", ["hint"], "07.1"),
    text(
      "<details><summary>Solution</summary>\n\n```ts\nfunction dot(pairs: [number, number][]): number {\n  " +
        SOLUTION_LINE + "\n}\n```\n\n</details>",
      ["solution"],
      "07.1",
    ),
    {
      ...code("quiz([{ answers: [{ right: true }] }]);", "A. an answer", ["quiz"]),
      metadata: { tags: ["quiz"], jupyter: { source_hidden: true } },
    },
    text("<details><summary>For the teacher</summary>\n\nAsk who has seen a sum before.\n\n</details>", [
      "teacher",
    ]),
  ],
};
