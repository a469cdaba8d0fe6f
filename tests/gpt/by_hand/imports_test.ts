/** The GPT by hand uses nothing but TypeScript: its files import each other and the config, no package, no engine. */
import assert from "node:assert/strict";

const folder = new URL("../../../lib/gpt/by_hand/", import.meta.url);

Deno.test("lib/gpt/by_hand imports its own files and ../config.ts only", async () => {
  const imported = new Set<string>();
  for await (const { name } of Deno.readDir(folder)) {
    const text = await Deno.readTextFile(new URL(name, folder));
    const code = text.replaceAll(/\/\*\*[\s\S]*?\*\//g, ""); // examples in docstrings may import what they like
    for (const [, from] of code.matchAll(/(?:from|import\()\s*"([^"]+)"/g)) imported.add(from);
  }
  const allowed = [...imported].filter((from) => /^\.\/\w+\.ts$/.test(from) || from === "../config.ts");
  assert.ok(imported.has("./matmul.ts"), "the imports are found");
  assert.deepEqual([...imported].sort(), allowed.sort());
});
