import assert from "node:assert/strict";
import { join } from "node:path";
import { layout } from "../../../../lib/tools/layout.ts";
import { readLicences } from "../../../../lib/tools/site/licences_page.ts";
import { type BundleParts, bundlePlay } from "../../../../lib/tools/site/play/bundle.ts";

const MEGABYTE = 1e6;
const used = (parts: BundleParts) =>
  Object.entries(parts).filter(([file, bytes]) => bytes > 0 && file.startsWith("lib/")).map(([file]) => file);

Deno.test("the pages' scripts are lib's own files, and none of them needs Deno or Node", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const parts = await bundlePlay(folder);
    assert.ok(used(parts.model).includes("lib/gpt/generate.ts"), "the worker generates with lib/gpt");
    assert.ok(used(parts.page).includes("lib/lotto/grade_answer.ts"), "the page grades with lib/lotto");
    assert.ok(used(parts.tokenizer).includes("lib/tokenizers/byte_level.ts"));
    for (const file of new Set(Object.values(parts).flatMap(used))) {
      if (file === "lib/language.ts") continue; // a page gives it the messages, and it asks whether there is a Deno
      const code = (await Deno.readTextFile(join(layout.root, file))).replaceAll(
        /\/\*[^]*?\*\/|\/\/.*$/gm,
        "",
      );
      assert.doesNotMatch(code, /\bDeno\./, `${file} uses Deno`);
      assert.doesNotMatch(code, /from "node:/, `${file} imports from Node`);
    }
    const licensed = (await readLicences()).flatMap((licence) => licence.of.split(/, | \(.*\), and /));
    const packages = new Set(
      Object.values(parts).flatMap((part) => Object.entries(part))
        .filter(([, bytes]) => bytes > 0)
        .flatMap(([file]) => file.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []),
    );
    assert.ok(packages.has("@tensorflow/tfjs-backend-webgpu"));
    assert.deepEqual([...packages].filter((name) => !licensed.includes(name)), [], "the page of licences");
    for await (const { name } of Deno.readDir(folder)) {
      const { size } = await Deno.stat(join(folder, name));
      assert.ok(size < 1.5 * MEGABYTE, `${name} has ${size} bytes`);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
