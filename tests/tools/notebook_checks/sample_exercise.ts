/** A sample exercise for the tests of lib/tools/notebook_checks and of the tests that try solutions. */
import type { Output } from "../../../lib/tools/notebook_file/notebook_file.ts";
import type { SampleCell } from "./sample.ts";

/** What a check shows. */
export const verdict = (text: string): Output => ({
  output_type: "execute_result",
  data: { "text/plain": text },
  metadata: {},
  execution_count: null,
});

const cell = (id: string, tags: string[], source: string, more: Partial<SampleCell> = {}): SampleCell => ({
  source,
  markdown: true,
  patch: { metadata: { tags, exercise: id } },
  ...more,
});

/** The five cells of an exercise: a function without arguments that must return a number. */
export function exercise(id: string, { name = "f", solution = "return 1;" } = {}): SampleCell[] {
  const imports = 'import { check, todo } from "lib/notebook";\n\n';
  const withCode = (source: string) => `function ${name}(): number {\n  ${source}\n}`;
  return [
    cell(id, ["exercise"], `### Exercise ${id} · ★★ · 10 minutes\n\nReturn one.`),
    cell(
      id,
      ["exercise", "stub"],
      (id.endsWith(".1") ? imports : "") + withCode('return todo("return one");'),
      {
        markdown: false,
      },
    ),
    cell(id, ["check"], `await check("${id}", ${name});`, {
      markdown: false,
      outputs: [verdict(`✗ ${id} · not written yet: return one`)],
    }),
    cell(id, ["hint"], "<details><summary>Hint</summary>\n\nThink.\n\n</details>"),
    cell(
      id,
      ["solution"],
      `<details><summary>Solution</summary>\n\n\`\`\`ts\n${
        (id.endsWith(".1") ? imports : "") + withCode(solution)
      }\n\`\`\`\n\n</details>`,
    ),
  ];
}
