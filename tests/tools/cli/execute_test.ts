import assert from "node:assert/strict";
import { cellTitle } from "../../../lib/tools/cli/execute.ts";

Deno.test("cellTitle() is the first line that does something", () => {
  assert.equal(cellTitle('// why\nimport { a } from "b";\n\nconst x = a();'), "const x = a();");
  assert.equal(cellTitle("// only words"), "// only words");
});
