/** Downloads from a server on loopback that can refuse, break off, lie and redirect. */
import assert from "node:assert/strict";
import { join } from "node:path";
import {
  type CatalogueEntry,
  download,
  DownloadError,
  downloadFolder,
  listCatalogue,
  sha256,
} from "lib/corpora";

const book = new TextEncoder().encode("It rained on the school all week. ".repeat(3000)); // 102,000 bytes

interface Server extends AsyncDisposable {
  readonly url: string;
  /** What each request asked for: its path and its Range header. */
  readonly requests: { path: string; range: string | null }[];
}

type Answer = (request: Request, range: number) => Response | Promise<Response>;

function serve(answer: Answer): Server {
  const requests: Server["requests"] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const range = request.headers.get("range");
    requests.push({ path: new URL(request.url).pathname, range });
    return answer(request, Number(/bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0));
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/book.txt`,
    requests,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** A server that knows Range. */
const honest: Answer = (_, from) =>
  from === 0 ? new Response(book) : new Response(book.slice(from), {
    status: 206,
    headers: { "content-range": `bytes ${from}-${book.length - 1}/${book.length}` },
  });

const folders: string[] = [];

Deno.test.afterAll(async () => {
  for (const folder of folders) await Deno.remove(folder, { recursive: true });
});

async function setUp(url: string): Promise<{ root: string; path: string; catalogue: CatalogueEntry[] }> {
  const root = await Deno.makeTempDir();
  folders.push(root);
  const entry: CatalogueEntry = {
    name: "rain",
    kind: "text",
    title: "A Book of Rain",
    licence: "ours",
    files: [{ url, file: "rain.txt", bytes: book.length, sha256: await sha256(book) }],
  };
  return { root, path: join(root, "data", "downloads", "rain", "rain.txt"), catalogue: [entry] };
}

async function putPart(path: string, bytes: Uint8Array): Promise<void> {
  await Deno.mkdir(join(path, ".."), { recursive: true });
  await Deno.writeFile(`${path}.part`, bytes);
}

const exists = (path: string) => Deno.stat(path).then(() => true, () => false);
const size = async (path: string) => (await Deno.stat(path)).size;

Deno.test("download() fetches a file, reports progress, and asks nobody the second time", async () => {
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

Deno.test("download() asks only for what is missing", async () => {
  await using server = serve(honest);
  const { path, ...options } = await setUp(server.url);
  await putPart(path, book.slice(0, 40_000));
  await download("rain", options);
  assert.deepEqual(server.requests.map((r) => r.range), ["bytes=40000-"]);
  assert.deepEqual(await Deno.readFile(path), book);
});

Deno.test("download() starts over with a server that ignores Range, or answers 416 to it", async () => {
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

Deno.test("download() keeps what came before the connection broke, and goes on from there", async () => {
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

Deno.test("download() deletes bytes with the wrong hash, and never gives them the file's name", async () => {
  await using server = serve(() => new Response(book.toReversed()));
  const { path, ...options } = await setUp(server.url);
  await assert.rejects(download("rain", options), {
    name: "DownloadError",
    message: /expected SHA-256 .* got /,
  });
  assert.deepEqual([await exists(path), await exists(`${path}.part`)], [false, false]);
});

Deno.test("download() fetches all of it once more when the kept part was of another version", async () => {
  await using server = serve(honest);
  const { path, ...options } = await setUp(server.url);
  await putPart(path, book.slice(0, 40_000).fill(0));
  await download("rain", options);
  assert.deepEqual(server.requests.map((r) => r.range), ["bytes=40000-", null]);
  assert.deepEqual(await Deno.readFile(path), book);
});

Deno.test("download() finishes a part that was whole already without asking, and drops one that is too long", async () => {
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
    await assert.rejects(download("rain", options), /answered 404 Not Found.*by hand/);
  } // and from here on nobody listens at the address
  const { path, ...options } = await setUp(url);
  await assert.rejects(download("rain", options), (error) => {
    assert.ok(error instanceof DownloadError && error.cause);
    for (const part of [url, path, "Check the network", options.catalogue[0].files[0].sha256]) {
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

Deno.test("download() names what it has when asked for what it has not", async () => {
  await assert.rejects(download("hobbits"), {
    name: "RangeError",
    message: /"hobbits".*tinyshakespeare, alice/,
  });
});

Deno.test("the catalogue's entries are complete and distinct", () => {
  const entries = listCatalogue();
  assert.equal(new Set(entries.map((entry) => entry.name)).size, entries.length);
  for (const entry of entries) {
    assert.match(entry.name, /^[a-z0-9-]+$/);
    assert.ok(entry.licence !== "" && entry.files.length > 0);
    assert.ok(entry.kind === "model" || entry.files.length === 1, "a text is one file");
    assert.equal(new Set(entry.files.map(({ file }) => file)).size, entry.files.length);
    for (const file of entry.files) {
      assert.match(file.sha256, /^[0-9a-f]{64}$/);
      assert.match(file.url, /^https:\/\//);
      assert.match(file.file, /^[a-z0-9_.-]+$/);
      assert.ok(Number.isInteger(file.bytes) && file.bytes > 0);
    }
  }
});

/** A model of three files on a server, of which one may be spoiled. */
async function setUpModel(server: Server, names = ["config.json", "tokenizer.json", "model.safetensors"]) {
  const { root } = await setUp(server.url);
  const files = await Promise.all(names.map(async (file, i) => {
    const bytes = book.slice(0, 10_000 * (i + 1));
    return {
      url: server.url.replace("book.txt", file),
      file,
      bytes: bytes.length,
      sha256: await sha256(bytes),
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

Deno.test("download() goes on in the file that broke off, and keeps the ones before it", async () => {
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
    /tokenizer.json does not hold the file the course knows/,
  );
  assert.equal(await exists(join(folder, "tokenizer.json")), false);
});

Deno.test("the catalogue has GPT-2 as the importer wants it, at a fixed revision", () => {
  const { files } = listCatalogue().find(({ name }) => name === "gpt2")!;
  assert.deepEqual(files.map(({ file }) => file), ["config.json", "tokenizer.json", "model.safetensors"]);
  for (const { url, file } of files) {
    assert.match(url, new RegExp(`/resolve/[0-9a-f]{40}/${RegExp.escape(file)}$`));
  }
});
