import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { checkNotebooks } from "../../../lib/tools/notebook_checks/check_notebooks.ts";
import { GOOD, sample, withNotebooks } from "./sample.ts";

const COMMAND = fileURLToPath(new URL("../../../lib/tools/notebook_checks/check.ts", import.meta.url));

async function check(...args: string[]): Promise<{ code: number; text: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", COMMAND, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

Deno.test("checkNotebooks() goes on when a file is no notebook", async () => {
  const notebooks = { "broken.ipynb": "{", "good.ipynb": sample(GOOD) };
  await withNotebooks(notebooks, async ([broken, good]) => {
    const problems = await checkNotebooks([broken, good, `${good}.missing`]);
    assert.deepEqual(problems.map(({ notebook }) => notebook), [broken, `${good}.missing`]);
  });
});

Deno.test("the command prints nothing but its count for a good notebook, and exits with 0", async () => {
  await withNotebooks({ "good.ipynb": sample(GOOD) }, async ([path]) => {
    assert.deepEqual(await check(path), { code: 0, text: "1 notebook checked, 0 problems\n" });
  });
});

Deno.test("the command prints notebook, cell and line of each problem, and exits with 1", async () => {
  const bad = sample([...GOOD, { source: 'sum("1", 2);\nconst  a = 1;' }]);
  await withNotebooks({ "bad.ipynb": bad }, async ([path]) => {
    const { code, text } = await check(path);
    assert.equal(code, 1);
    const lines = text.trimEnd().split("\n");
    assert.ok(lines.some((line) => line.startsWith(`${path} cell 4 line 1: TS2345`)), text);
    assert.ok(lines.some((line) => line.startsWith(`${path} cell 4 line 2: not formatted`)), text);
    assert.equal(lines.at(-1), "1 notebook checked, 2 problems");
  });
});
