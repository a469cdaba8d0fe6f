/** Downloads of one file: whole, wrong, redirected, refused, put there by hand. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { download } from "../../../../lib/tools/cli/download/download.ts";
import { DownloadError } from "../../../../lib/tools/cli/download/download_request.ts";
import { book, cleanUp, exists, honest, putPart, serve, setUp } from "./download_server.ts";

Deno.test.afterAll(cleanUp);

Deno.test("download() fetches a file, reports progress, and sends no request the second time", async () => {
  await using server = serve(honest);
  const { path, ...options } = await setUp(server.url);
  const seen: number[] = [];
  const first = await download("rain", { ...options, onProgress: (p) => seen.push(p.bytes / p.totalBytes) });
  assert.deepEqual([first.paths, first.fetched], [[path], true]);
  assert.deepEqual(await Deno.readFile(path), book);
  assert.equal(await exists(`${path}.part`), false);
  assert.equal(seen.at(-1), 1);
  assert.deepEqual(seen, seen.toSorted((a, b) => a - b));
  assert.equal((await download("rain", options)).fetched, false);
  assert.equal(server.requests.length, 1);
});

Deno.test("download() deletes bytes with the wrong hash, and never saves them under the file's name", async () => {
  await using server = serve(() => new Response(book.toReversed()));
  const { path, ...options } = await setUp(server.url);
  await assert.rejects(download("rain", options), {
    name: "DownloadError",
    message: /expected sha256:.* got /,
  });
  assert.deepEqual([await exists(path), await exists(`${path}.part`)], [false, false]);
});

Deno.test("download() refuses a body longer than the file", async () => {
  await using server = serve(() => new Response(new Uint8Array(book.length + 1)));
  const { path, ...options } = await setUp(server.url);
  await assert.rejects(download("rain", options), {
    name: "DownloadError",
    message: /more than the 102000 bytes/,
  });
  assert.equal(await exists(`${path}.part`), false);
});

Deno.test("download() follows a redirect, with its Range", async () => {
  await using server = serve((request, from) =>
    new URL(request.url).pathname === "/book.txt"
      ? new Response(null, { status: 302, headers: { location: "/moved.txt" } })
      : honest(request, from)
  );
  const { path, ...options } = await setUp(server.url);
  await putPart(path, book.slice(0, 1000));
  await download("rain", options);
  assert.deepEqual(server.requests.at(-1), { path: "/moved.txt", range: "bytes=1000-" });
  assert.deepEqual(await Deno.readFile(path), book);
});

Deno.test("download() says what to do when the server refuses or cannot be reached", async () => {
  let url: string;
  {
    await using server = serve(() => new Response("gone", { status: 404, statusText: "Not Found" }));
    url = server.url;
    const { path: _, ...options } = await setUp(url);
    await assert.rejects(download("rain", options), /returned 404 Not Found.*by hand/);
  } // and from here on nobody listens at the address
  const { path, ...options } = await setUp(url);
  await assert.rejects(download("rain", options), (error) => {
    assert.ok(error instanceof DownloadError && error.cause);
    for (const part of [url, path, "Check the network", options.catalogue[0].files[0].hash]) {
      assert.ok(error.message.includes(part), `"${error.message}" does not say ${part}`);
    }
    return true;
  });
});

Deno.test("download() takes a file that was put there by hand, and replaces one with the wrong hash", async () => {
  await using server = serve(honest);
  const { path, ...options } = await setUp(server.url);
  await Deno.mkdir(join(path, ".."), { recursive: true });
  await Deno.writeFile(path, book);
  assert.equal((await download("rain", options)).fetched, false);
  await Deno.writeTextFile(path, "cut");
  assert.equal((await download("rain", options)).fetched, true);
  assert.deepEqual(await Deno.readFile(path), book);
});

Deno.test("download() lists the catalogue for an unknown name", async () => {
  await assert.rejects(download("hobbits"), {
    name: "RangeError",
    message: /"hobbits".*tinyshakespeare, alice/,
  });
});
