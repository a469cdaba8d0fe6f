import assert from "node:assert/strict";
import { findTorchPython, runPython } from "lib/interop";
import { torchTest } from "../torch_python.ts";

Deno.test("findTorchPython() answers null where there is no Python, or one without PyTorch", async () => {
  assert.equal(await findTorchPython("/no/such/python"), null);
  assert.equal(await findTorchPython(Deno.execPath()), null); // runs, and fails
});

torchTest("runPython() hands over arguments and output, and says why a program failed", async () => {
  const python = (await findTorchPython())!;
  assert.equal(
    await runPython(python, { source: "import sys; print(sys.argv[1:])", args: ["a b"] }),
    "['a b']\n",
  );
  await assert.rejects(runPython(python, { source: "1 / 0" }), /failed:\n.*ZeroDivisionError/s);
});
