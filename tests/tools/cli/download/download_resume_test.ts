/** Downloads that broke off: what is kept, and how the rest is requested. */
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { download } from "../../../../lib/tools/cli/download/download.ts";
import { DownloadError } from "../../../../lib/tools/cli/download/download_request.ts";
import {
  type Answer,
  book,
  cleanUp,
  exists,
  honest,
  putPart,
  serve,
  setUp,
  size,
} from "./download_server.ts";

Deno.test.afterAll(cleanUp);

Deno.test("download() requests only the missing bytes", async () => {
  await using server = serve(honest);
  const { path, ...options } = await setUp(server.url);
  await putPart(path, book.slice(0, 40_000));
  await download("rain", options);
  assert.deepEqual(server.requests.map((r) => r.range), ["bytes=40000-"]);
  assert.deepEqual(await Deno.readFile(path), book);
});

Deno.test("download() starts over with a server that ignores Range, or returns 416 for it", async () => {
  const deaf: Answer = () => new Response(book);
  const strict: Answer = (_, from) => from > 0 ? new Response(null, { status: 416 }) : new Response(book);
  for (const answer of [deaf, strict]) {
    await using server = serve(answer);
    const { path, ...options } = await setUp(server.url);
    await putPart(path, book.slice(0, 500));
    await download("rain", options);
    assert.deepEqual(await Deno.readFile(path), book);
  }
});

Deno.test("download() keeps what came before the connection broke, and continues from there", async () => {
  let broken = true;
  await using server = serve((request, from) => {
    if (!broken) return honest(request, from);
    const half = new ReadableStream({
      start(controller) {
        controller.enqueue(book.slice(0, 60_000));
        controller.close();
      },
    });
    return new Response(half); // a body that ends early
  });
  const { path, ...options } = await setUp(server.url);
  await assert.rejects(download("rain", options), (error) => {
    assert.ok(error instanceof DownloadError);
    assert.match(error.message, /ended after 60000 of 102000 bytes. They are kept/);
    return true;
  });
  assert.equal(await exists(path), false);
  assert.equal(await size(`${path}.part`), 60_000);
  broken = false;
  await download("rain", options);
  assert.equal(server.requests.at(-1)!.range, "bytes=60000-");
  assert.deepEqual(await Deno.readFile(path), book);
});

Deno.test("download() survives a connection that dies in the middle of a body", async () => {
  await using server = serve(() =>
    new Response(
      new ReadableStream({
        async start(controller) {
          controller.enqueue(book.slice(0, 30_000));
          await new Promise((resolve) => setTimeout(resolve, 100));
          controller.error(new Error("cable pulled"));
        },
      }),
    )
  );
  const { path, ...options } = await setUp(server.url);
  await assert.rejects(download("rain", options), { name: "DownloadError", message: /They are kept/ });
  assert.equal(await size(`${path}.part`), 30_000);
});

Deno.test("download() stops on a signal and keeps what has arrived", async () => {
  await using server = serve(() =>
    new Response(
      new ReadableStream({
        start: (controller) => controller.enqueue(book.slice(0, 20_000)), // and then nothing more comes
      }),
    )
  );
  const { path, ...options } = await setUp(server.url);
  const stop = new AbortController();
  const stopped = download("rain", { ...options, signal: stop.signal, onProgress: () => stop.abort() });
  await assert.rejects(stopped, { name: "AbortError" });
  assert.equal(await exists(path), false);
  assert.ok(await size(`${path}.part`) <= 20_000);
});

Deno.test("download() fetches the whole file again when the kept part was of another version", async () => {
  await using server = serve(honest);
  const { path, ...options } = await setUp(server.url);
  await putPart(path, book.slice(0, 40_000).fill(0));
  await download("rain", options);
  assert.deepEqual(server.requests.map((r) => r.range), ["bytes=40000-", null]);
  assert.deepEqual(await Deno.readFile(path), book);
});

Deno.test("download() finishes a complete part without a request, and drops one that is too long", async () => {
  await using server = serve(honest);
  const whole = await setUp(server.url);
  await putPart(whole.path, book);
  await download("rain", whole);
  assert.equal(server.requests.length, 0);
  const long = await setUp(server.url);
  await putPart(long.path, new Uint8Array(book.length + 1));
  await download("rain", long);
  assert.deepEqual(server.requests.map((r) => r.range), [null]);
});

/** Sends some bytes from the requested one, and then nothing more. */
function fallSilent(from: number, bytes: number): Response {
  const body = new ReadableStream({
    start: (controller) => bytes > 0 && controller.enqueue(book.slice(from, from + bytes)),
  });
  if (from === 0) return new Response(body);
  const range = `bytes ${from}-${book.length - 1}/${book.length}`;
  return new Response(body, { status: 206, headers: { "content-range": range } });
}

Deno.test("download() sends a new request when the server stops sending, from where it stopped", async () => {
  let answers = 0;
  await using server = serve((request, from) =>
    answers++ < 2 ? fallSilent(from, 30_000) : honest(request, from)
  );
  const { path, ...options } = await setUp(server.url);
  await download("rain", { ...options, stallMs: 200 });
  assert.deepEqual(server.requests.map((r) => r.range), [null, "bytes=30000-", "bytes=60000-"]);
  assert.deepEqual(await Deno.readFile(path), book);
});

Deno.test("download() gives up on a server that sends nothing, and keeps the bytes it had", async () => {
  // Not even headers, until the other side hangs up.
  const mute: Answer = ({ signal }) =>
    new Promise((resolve) => signal.addEventListener("abort", () => resolve(new Response())));
  for (const answer of [mute, (_: Request, from: number) => fallSilent(from, 0)]) {
    await using server = serve(answer);
    const { path, ...options } = await setUp(server.url);
    await putPart(path, book.slice(0, 500));
    await assert.rejects(download("rain", { ...options, stallMs: 50 }), {
      name: "DownloadError",
      message: /sent nothing for 0.05 s, 3 times in a row, after 500 of 102000 bytes/,
    });
    assert.equal(await size(`${path}.part`), 500);
    assert.equal(server.requests.length, 3);
  }
});

Deno.test("download() refuses a pipe in place of the file instead of reading it for ever", async () => {
  await using server = serve(honest);
  const { path, ...options } = await setUp(server.url);
  await Deno.mkdir(dirname(path), { recursive: true });
  await new Deno.Command("mkfifo", { args: [path] }).output();
  await assert.rejects(download("rain", options), {
    name: "DownloadError",
    message: /not a file is there. Remove it/,
  });
});
