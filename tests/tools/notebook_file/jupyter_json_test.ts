import assert from "node:assert/strict";
import { join } from "node:path";
import { splitText } from "../../../lib/tools/notebook_file/jupyter_json.ts";
import {
  normaliseNotebook,
  type Notebook,
  saveNotebook,
} from "../../../lib/tools/notebook_file/notebook_file.ts";
import { layout } from "../../../lib/tools/layout.ts";
import { outputOf } from "../../../lib/tools/subprocess.ts";

/** What JavaScript and Python write differently: order of keys, small numbers, ends of lines, empty texts. */
const awkward: Notebook = {
  nbformat_minor: 5,
  nbformat: 4,
  metadata: { z: 1, "10": "ten", "9": "nine", "\u{ff5e}": 1, "\u{1f600}": 2, nested: { b: [], a: {} } },
  cells: [
    { source: "", metadata: {}, id: "empty", cell_type: "markdown" },
    {
      source: "a\r\nb\rc\u2028d\u0085e\x1cf\fg\n\n",
      outputs: [
        { text: "x\ny", name: "stdout", output_type: "stream" },
        {
          output_type: "display_data",
          metadata: {},
          data: {
            "text/plain": '한글 \u0007 \u007f "\\',
            "image/png": ["aGVs", "bG8="],
            "application/json": {
              floats: [1e-5, -1.5e-7, 1e-4, 0.1, 1e16, 1e21, 1.5e300, -0, 5e-324, 123456.789],
            },
            "application/vnd.plotly.v1+json": { lines: ["kept\n", "as data"] },
            "image/svg+xml": "<svg>\n</svg>",
          },
        },
        { output_type: "error", ename: "E", evalue: "", traceback: ["a\nb"] },
      ],
      metadata: { tags: [] },
      id: "code",
      execution_count: null,
      cell_type: "code",
    },
  ],
};

Deno.test("splitText() cuts where Python's splitlines does, and joins back to the text", () => {
  const text = "a\r\nb\rc\n\nd\u2028e";
  assert.deepEqual(splitText(text), ["a\r\n", "b\r", "c\n", "\n", "d\u2028", "e"]);
  assert.deepEqual(splitText(""), []);
});

const noPython = !await outputOf(layout.python, ["-c", "import nbformat"]).then((text) => text !== undefined);

Deno.test({
  name: `saveNotebook() writes what nbformat writes${noPython ? " (skipped: no nbformat in .venv)" : ""}`,
  ignore: noPython,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const path = join(folder, "a.ipynb");
      await saveNotebook(path, normaliseNotebook(awkward));
      // What JupyterLab saves has passed through the browser, whose JSON has no 1.0 and no -0.0.
      const program = "import nbformat, sys; nb = nbformat.read(sys.argv[1], nbformat.NO_CONVERT); " +
        "nbformat.write(nb, sys.argv[1] + '.again', nbformat.NO_CONVERT)";
      assert.notEqual(await outputOf(layout.python, ["-c", program, path]), undefined);
      assert.equal(await Deno.readTextFile(path), await Deno.readTextFile(`${path}.again`));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
