/** Checkpoints whose files are not what was saved: noticed, named, never in the way of the next save. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as tf from "@tensorflow/tfjs";
import {
  type Checkpoint,
  DamagedCheckpointError,
  latestCheckpoint,
  listCheckpoints,
  NonFiniteTensorError,
  readCheckpoint,
  readModel,
  saveCheckpoint,
} from "lib/training/checkpoint";

await tf.setBackend("cpu");

const make = (step: number, o: { value?: number; heldOutLoss?: number | null } = {}): Checkpoint => ({
  step,
  heldOutLoss: o.heldOutLoss ?? null,
  params: { wte: { weight: tf.fill([20, 3], o.value ?? step) } },
  optimizer: { m: { weight: tf.zeros([2, 3]) }, t: tf.scalar(step) },
  config: { nLayer: 2 },
  run: { losses: [[1, 2.5]] },
});

/** Runs `body` in a folder with the checkpoints 1, 2 and 3; what it warns about is returned. */
async function withThree(body: (folder: string) => Promise<void>): Promise<string[]> {
  const folder = await Deno.makeTempDir();
  const warn = console.warn, warnings: string[] = [];
  console.warn = (text: string) => void warnings.push(text);
  try {
    for (const step of [1, 2, 3]) {
      await saveCheckpoint(folder, { checkpoint: make(step, { heldOutLoss: 3 - step / 2 }), keepLast: 9 });
    }
    await body(folder);
    return warnings;
  } finally {
    console.warn = warn;
    await Deno.remove(folder, { recursive: true });
  }
}

const at = (folder: string, step: number) => `${folder}/step-0000000${step}`;

async function flip(path: string, offset: number): Promise<void> {
  const bytes = await Deno.readFile(path);
  bytes[offset < 0 ? bytes.length + offset : offset] ^= 0x10;
  await Deno.writeFile(path, bytes);
}

async function swap(a: string, b: string): Promise<void> {
  await Deno.rename(a, `${a}.x`);
  await Deno.rename(b, a);
  await Deno.rename(`${a}.x`, b);
}

/** The record with the hash of its content. */
function sealed({ recordSha256: _, ...record }: Record<string, unknown>): Record<string, unknown> {
  const hash = createHash("sha256").update(JSON.stringify(record)).digest("hex");
  return { ...record, recordSha256: hash };
}

async function edit(path: string, change: (record: Record<string, unknown>) => unknown): Promise<void> {
  const record = JSON.parse(await Deno.readTextFile(`${path}/checkpoint.json`));
  await Deno.writeTextFile(`${path}/checkpoint.json`, JSON.stringify(change(record) ?? record));
}

const damages: [string, (folder: string) => Promise<unknown>, RegExp][] = [
  ["a flipped bit in the weights", (f) => flip(`${at(f, 3)}/model.safetensors`, -5), /model.* hash differs/],
  ["a flipped bit in a header", (f) => flip(`${at(f, 3)}/model.safetensors`, 20), /model.* hash differs/],
  [
    "a flipped bit in the optimizer",
    (f) => flip(`${at(f, 3)}/optimizer.safetensors`, -1),
    /optim.* hash differs/,
  ],
  [
    "weights of another step",
    (f) => Deno.copyFile(`${at(f, 2)}/model.safetensors`, `${at(f, 3)}/model.safetensors`),
    /model.* hash differs \(.*a file of another step\)/,
  ],
  [
    "weights and optimizer in each other's place",
    (f) => swap(`${at(f, 3)}/model.safetensors`, `${at(f, 3)}/optimizer.safetensors`),
    /bytes, it was written with/,
  ],
  [
    "a changed loss in the record",
    (f) => edit(at(f, 3), (r) => void (r.heldOutLoss = 0)),
    /hash does not fit/,
  ],
  [
    "a record that lists no files",
    (f) => edit(at(f, 3), (r) => sealed({ ...r, bytes: {} })),
    /does not list model/,
  ],
  ["a record without hashes", (f) => edit(at(f, 3), (r) => void delete r.sha256), /hash does not fit/],
  ["a record that is null", (f) => edit(at(f, 3), () => "null"), /checkpoint\.json/],
  ["a record that is a list", (f) => edit(at(f, 3), () => []), /must hold an object/],
  [
    "a record that is cut off",
    (f) => Deno.truncate(`${at(f, 3)}/checkpoint.json`, 99),
    /checkpoint\.json is not JSON/,
  ],
  [
    "a link that leads to itself",
    async (f) => {
      await Deno.remove(at(f, 3), { recursive: true });
      await Deno.symlink(at(f, 3), at(f, 3));
    },
    /a file is missing/,
  ],
  ["an empty record", (f) => Deno.writeTextFile(`${at(f, 3)}/checkpoint.json`, ""), /JSON/],
  ["a record that is missing", (f) => Deno.remove(`${at(f, 3)}/checkpoint.json`), /No such file/],
  ["weights that are missing", (f) => Deno.remove(`${at(f, 3)}/model.safetensors`), /No such file/],
  [
    "weights that are a folder",
    async (f) => {
      await Deno.remove(`${at(f, 3)}/model.safetensors`);
      await Deno.mkdir(`${at(f, 3)}/model.safetensors`);
    },
    /model\.safetensors is no file/,
  ],
  [
    "a file in place of the checkpoint",
    async (f) => {
      await Deno.remove(at(f, 3), { recursive: true });
      await Deno.writeTextFile(at(f, 3), "x");
    },
    /[Nn]ot a directory/,
  ],
];
for (const [what, damage, reason] of damages) {
  Deno.test(`${what}: the one before is the latest, and the damage is named`, async () => {
    const tensors = tf.memory().numTensors;
    await withThree(async (folder) => {
      await damage(folder);
      assert.equal((await latestCheckpoint(folder))!.step, 2);
      const path = (await Array.fromAsync(Deno.readDir(folder), (e) => `${folder}/${e.name}`)).sort().at(-1)!;
      await assert.rejects(readCheckpoint(path), (error: Error) => {
        assert.ok(error instanceof DamagedCheckpointError, String(error));
        assert.match(error.message, reason);
        assert.ok(error.message.startsWith(`the checkpoint ${path} is damaged: `), error.message);
        return true;
      });
      assert.equal((await readModel(at(folder, 2))).step, 2);
    });
    assert.equal(tf.memory().numTensors, tensors + 3 * 3 + 1, "what make() made, and the model of step 2");
  });
}

Deno.test("a checkpoint under the name of another step is passed over, and can still be read by its path", async () => {
  const damages = [
    (folder: string) => Deno.rename(at(folder, 3), at(folder, 9)),
    (folder: string) => Deno.rename(at(folder, 3), `${folder}/step-000000003`),
    (folder: string) => Deno.copyFile(`${at(folder, 1)}/checkpoint.json`, `${at(folder, 3)}/checkpoint.json`),
  ];
  for (const damage of damages) {
    await withThree(async (folder) => {
      await damage(folder);
      assert.equal((await latestCheckpoint(folder))!.step, 2);
      const [{ reason }] = (await listCheckpoints(folder)).damaged;
      assert.match(reason, /the folder was renamed: it holds step [13]/);
      await saveCheckpoint(folder, { checkpoint: make(9), keepLast: 9 });
      assert.equal((await latestCheckpoint(folder))!.step, 9);
    });
  }
  await withThree(async (folder) => {
    await Deno.rename(at(folder, 3), at(folder, 9));
    assert.equal((await readModel(at(folder, 9))).step, 3);
  });
});

Deno.test("a damaged checkpoint is set aside, with a warning, when its step is saved again", async () => {
  const warnings = await withThree(async (folder) => {
    for (let i = 0; i < 2; i++) {
      await Deno.truncate(`${at(folder, 3)}/model.safetensors`, 10);
      await saveCheckpoint(folder, { checkpoint: make(3), keepLast: 9 });
    }
    const names = (await Array.fromAsync(Deno.readDir(folder), (e) => e.name)).sort();
    assert.deepEqual(names, [
      "damaged-step-00000003",
      "damaged-step-00000003-2",
      "step-00000001",
      "step-00000002",
      "step-00000003",
    ]);
    assert.equal(
      (await Deno.stat(`${folder}/damaged-step-00000003/model.safetensors`)).size,
      10,
      "nothing is lost",
    );
    assert.deepEqual((await listCheckpoints(folder)).damaged, []);
  });
  assert.equal(warnings.length, 2);
  assert.match(
    warnings[0],
    /has 10 bytes, it was written with .*It was set aside as .*damaged-step-00000003; delete/,
  );
});

Deno.test("saveCheckpoint() removes what its own interrupted saves left, and no other hidden folder", async () => {
  await withThree(async (folder) => {
    for (
      const name of [".partial-step-00000004", ".partial-removed-step-00000001", ".partial-notes", ".git"]
    ) {
      await Deno.mkdir(`${folder}/${name}`);
      await Deno.writeTextFile(`${folder}/${name}/keep.txt`, "x");
    }
    await saveCheckpoint(folder, { checkpoint: make(4), keepLast: 9 });
    const hidden = (await Array.fromAsync(Deno.readDir(folder), (e) => e.name)).filter((n) =>
      n.startsWith(".")
    );
    assert.deepEqual(hidden.sort(), [".git", ".partial-notes"]);
  });
});

Deno.test("NaN and infinite numbers are not saved, in weights or optimizer, and nothing is left of them", async () => {
  await withThree(async (folder) => {
    for (const value of [NaN, Infinity, -Infinity]) {
      await assert.rejects(
        saveCheckpoint(folder, { checkpoint: make(4, { value }), keepLast: 1 }),
        (error: Error) =>
          error instanceof NonFiniteTensorError && error.message.includes(`"wte.weight" holds ${value}`),
      );
      const optimizer = { m: { weight: tf.tensor1d([0, value]) }, t: tf.scalar(1) };
      await assert.rejects(
        saveCheckpoint(folder, { checkpoint: { ...make(4), optimizer }, keepLast: 1 }),
        /"m\.weight" holds .* at index 1/,
      );
    }
    const names = (await Array.fromAsync(Deno.readDir(folder), (e) => e.name)).sort();
    assert.deepEqual(names, ["step-00000001", "step-00000002", "step-00000003"]);
  });
});

Deno.test("a checkpoint of another format is refused by name and not called damaged", async () => {
  await withThree(async (folder) => {
    await edit(at(folder, 3), (record) => sealed({ ...record, format: 3 }));
    await assert.rejects(readModel(at(folder, 3)), (error: Error) => {
      assert.ok(!(error instanceof DamagedCheckpointError));
      assert.match(error.message, /written as checkpoint format 3, this version reads format 2/);
      return true;
    });
    assert.equal((await latestCheckpoint(folder))!.step, 2);
  });
});
