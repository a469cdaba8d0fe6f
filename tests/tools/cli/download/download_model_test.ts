/** Downloads of a model, which is several files. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { CatalogueEntry } from "../../../../lib/tools/cli/download/catalogue.ts";
import { download } from "../../../../lib/tools/cli/download/download.ts";
import { downloadFolder, sha256 } from "lib/corpora";
import { type Answer, book, cleanUp, exists, serve, type Server, setUp, size } from "./download_server.ts";

Deno.test.afterAll(cleanUp);

/** A model of three files on a server, of which one may be wrong. */
async function setUpModel(server: Server, names = ["config.json", "tokenizer.json", "model.safetensors"]) {
  const { root } = await setUp(server.url);
  const files = await Promise.all(names.map(async (file, i) => {
    const bytes = book.slice(0, 10_000 * (i + 1));
    return {
      url: server.url.replace("book.txt", file),
      file,
      bytes: bytes.length,
      hash: `sha256:${await sha256(bytes)}` as const,
    };
  }));
  const entry: CatalogueEntry = {
    name: "rain-gpt",
    kind: "model",
    title: "A GPT of Rain",
    licence: "ours",
    files,
  };
  return { root, catalogue: [entry], folder: downloadFolder("rain-gpt", root) };
}

/** Serves config.json, tokenizer.json and model.safetensors: the first 10,000, 20,000 and 30,000 bytes of the book. */
const modelFiles: Answer = (request, from) => {
  const path = new URL(request.url).pathname;
  const bytes = book.slice(0, { "/config.json": 10_000, "/tokenizer.json": 20_000 }[path] ?? 30_000);
  return from === 0 ? new Response(bytes) : new Response(bytes.slice(from), {
    status: 206,
    headers: { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` },
  });
};

Deno.test("download() fetches all files of a model, and counts their bytes together", async () => {
  await using server = serve(modelFiles);
  const { folder, ...options } = await setUpModel(server);
  const seen: number[] = [];
  const { paths, fetched, ...found } = await download("rain-gpt", {
    ...options,
    onProgress: ({ bytes, totalBytes }) => seen.push(bytes / totalBytes),
  });
  assert.deepEqual([found.folder, fetched, seen.at(-1)], [folder, true, 1]);
  assert.deepEqual(seen, seen.toSorted((a, b) => a - b));
  assert.deepEqual(await Promise.all(paths.map(size)), [10_000, 20_000, 30_000]);
  assert.equal((await download("rain-gpt", options)).fetched, false);
  assert.equal(server.requests.length, 3);
});

Deno.test("download() continues with the file that broke off, and keeps the ones before it", async () => {
  let broken = true;
  await using server = serve((request, from) => {
    if (broken && new URL(request.url).pathname === "/model.safetensors") {
      broken = false;
      return new Response(book.slice(0, 12_345)); // of 30,000
    }
    return modelFiles(request, from);
  });
  const { folder: _, ...options } = await setUpModel(server);
  await assert.rejects(download("rain-gpt", options), /model.safetensors ended after 12345 of 30000 bytes/);
  await download("rain-gpt", options);
  assert.deepEqual(server.requests.map(({ path, range }) => [path, range]), [
    ["/config.json", null],
    ["/tokenizer.json", null],
    ["/model.safetensors", null],
    ["/model.safetensors", "bytes=12345-"],
  ]);
});

Deno.test("download() refuses a model with one wrong file, and says which", async () => {
  await using server = serve((request, from) =>
    new URL(request.url).pathname === "/tokenizer.json"
      ? new Response(book.slice(0, 20_000).toReversed())
      : modelFiles(request, from)
  );
  const { folder, ...options } = await setUpModel(server);
  await assert.rejects(
    download("rain-gpt", options),
    /tokenizer.json is not the file that the course expects/,
  );
  assert.equal(await exists(join(folder, "tokenizer.json")), false);
});
