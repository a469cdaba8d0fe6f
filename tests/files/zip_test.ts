import assert from "node:assert/strict";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { unzip } from "../../lib/files/zip.ts";

async function zip(
  files: Record<string, Uint8Array | string>,
  options: { password?: string } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await writer.add(name, new Uint8ArrayReader(bytes), options);
  }
  return await writer.close() as Uint8Array<ArrayBuffer>;
}

/** Replaces a name by one of the same length, in both positions where a zip has it. */
function rename(archive: Uint8Array, from: string, to: string): void {
  assert.equal(from.length, to.length);
  const [old, fresh] = [from, to].map((name) => new TextEncoder().encode(name));
  for (let i = 0; i + old.length <= archive.length; i++) {
    if (old.every((byte, j) => archive[i + j] === byte)) archive.set(fresh, i);
  }
}

Deno.test("unzip() returns every file, stored or deflated", async () => {
  const long = "It rained. ".repeat(1000);
  const files = await unzip(await zip({ "books/one.txt": "short", "two.txt": long }), { name: "b.zip" });
  assert.deepEqual(files.map((file) => [file.path, new TextDecoder().decode(file.bytes)]), [
    ["books/one.txt", "short"],
    ["two.txt", long],
  ]);
});

Deno.test("unzip() refuses names that lead out of the archive", async () => {
  for (const bad of ["../../a.txt", "/etc/a.txt", "C:\\aaa.txt", "a\\..\\b.txt"]) {
    const archive = await zip({ ["n".repeat(bad.length)]: "x" });
    rename(archive, "n".repeat(bad.length), bad);
    await assert.rejects(unzip(archive, { name: "evil.zip" }), { name: "RangeError", message: /leads out/ });
  }
});

Deno.test("unzip() stops a zip bomb, with its true size declared or a false one", async () => {
  const archive = await zip({ "bomb.txt": new Uint8Array(4 * 2 ** 20) });
  assert.ok(archive.length < 20_000);
  const limits = { name: "bomb.zip", maxBytes: 2 ** 20 };
  await assert.rejects(unzip(archive, limits), { name: "RangeError", message: /larger than 1048576 bytes/ });

  const lying = archive.slice(); // write a declared size of 1,000 bytes over the true one, everywhere
  const view = new DataView(lying.buffer);
  for (let i = 0; i + 4 <= lying.length; i++) {
    if (view.getUint32(i, true) === 4 * 2 ** 20) view.setUint32(i, 1000, true);
  }
  await assert.rejects(
    unzip(lying, limits),
    (error) => error instanceof RangeError || error instanceof TypeError,
  );
});

Deno.test("unzip() refuses more files than the limit", async () => {
  const archive = await zip({ "a.txt": "a", "b.txt": "b", "c.txt": "c" });
  await assert.rejects(unzip(archive, { name: "many.zip", maxFiles: 2 }), /3 files, expected at most 2/);
});

Deno.test("unzip() says when the archive is damaged, cut, encrypted or not a zip", async () => {
  const damaged = await zip({ "a.txt": "The rain came down. ".repeat(200) });
  damaged[60] ^= 0xff;
  await assert.rejects(unzip(damaged, { name: "a.zip" }), TypeError);
  await assert.rejects(unzip(damaged.slice(0, 100), { name: "cut.zip" }), /cut\.zip: it is not a zip/);
  await assert.rejects(unzip(new TextEncoder().encode("hello"), { name: "h.zip" }), /not a zip/);
  const secret = await zip({ "a.txt": "hidden" }, { password: "x" });
  await assert.rejects(unzip(secret, { name: "s.zip" }), /encrypted/);
});
