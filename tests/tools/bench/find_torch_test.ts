import assert from "node:assert/strict";
import { needsLinux, skipIf } from "../../skip.ts";
import { findTorch } from "../../../lib/tools/bench/gpu/find_torch.ts";

/** A folder with programs named python3, each printing `said`, or failing where that is null. */
async function withPythons(
  said: readonly (string | null)[],
  f: (folders: string[]) => Promise<void>,
): Promise<void> {
  const top = await Deno.makeTempDir();
  try {
    const folders = said.map((_, i) => `${top}/${i}`);
    for (const [i, text] of said.entries()) {
      await Deno.mkdir(folders[i]);
      const script = text === null ? "#!/bin/sh\nexit 1\n" : `#!/bin/sh\necho '${text}'\n`;
      await Deno.writeTextFile(`${folders[i]}/python3`, script, { mode: 0o755 });
    }
    await f(folders);
  } finally {
    await Deno.remove(top, { recursive: true });
  }
}

const none = "/no/such/python";

Deno.test({
  ...skipIf(
    "findTorch() takes the reader's own python3, not the course's, and reads whether it has CUDA",
    needsLinux,
  ),
  fn: () =>
    withPythons(["2.15.0+cu130 True", "2.1.0 False"], async ([first, second]) => {
      const python = `${first}/python3`;
      assert.deepEqual(await findTorch({ own: none, path: `/nowhere:${first}:${second}` }), {
        ...{ python, version: "2.15.0+cu130", cuda: true },
      });
      const own = `${second}/python3`;
      assert.deepEqual(await findTorch({ own, path: first }), { python: own, version: "2.1.0", cuda: false });
    }),
});

Deno.test({
  ...skipIf("findTorch() is null where python3 lacks torch or transformers", needsLinux),
  fn: () =>
    withPythons([null, "2.15.0 True", "a warning\n2.15.0 False"], async ([without, other, warns]) => {
      assert.equal(
        await findTorch({ own: none, path: `${without}:${other}` }),
        null,
        "the first one is used",
      );
      assert.equal(await findTorch({ own: none, path: "" }), null);
      assert.equal((await findTorch({ own: none, path: warns }))?.version, "2.15.0");
    }),
});
