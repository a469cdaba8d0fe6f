/** Models of the hub: what is listed, what is kept, what is refused. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { download } from "../../../../lib/tools/cli/download/download.ts";
import { DownloadError } from "../../../../lib/tools/cli/download/download_request.ts";
import { listHubModel } from "../../../../lib/tools/cli/download/hub_listing.ts";
import { findHubModel, listHubModels } from "../../../../lib/tools/cli/download/hub_models.ts";
import { downloadFolder } from "lib/corpora";
import { serveHub } from "./hub_server.ts";

const model = findHubModel("someone/Rain")!;
const files = {
  ".gitattributes": "*.safetensors filter=lfs",
  "README.md": "# Rain",
  "config.json": '{"model_type":"llama"}',
  "generation_config.json": "{}",
  "tokenizer.json": '{"model":{}}',
  "tokenizer_config.json": '{"eos_token":"</s>"}',
  "chat_template.jinja": "{{ messages }}",
  "model.safetensors": "weights ".repeat(1000),
  "pytorch_model.bin": "a pickle",
  "onnx/model.onnx": "another format",
};

async function temporary(run: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    await run(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("findHubModel() knows short names and repositories, and nothing that leaves the folder", () => {
  assert.equal(findHubModel("qwen3-0.6b")?.repository, "Qwen/Qwen3-0.6B");
  assert.equal(findHubModel("PleIAs/Monad")?.name, "monad");
  assert.deepEqual([model.name, model.repository], ["someone--Rain", "someone/Rain"]);
  for (const name of ["", "rain", "../x", "a/..", "a/b/c", "/etc", "a/.b", "a /b", "a\\b/c"]) {
    assert.equal(findHubModel(name), undefined, name);
  }
  const names = listHubModels().map(({ name }) => name);
  for (const name of ["smollm2-135m", "monad", "baguettotron", "kanana-nano", "qwen3-0.6b"]) {
    assert.ok(names.includes(name), name);
  }
});

Deno.test("a model's files are listed at one revision, checked by their hashes, and fetched once", async () => {
  await using hub = serveHub({ files });
  await temporary(async (root) => {
    const options = { root, endpoint: hub.endpoint };
    const listed = await listHubModel(model, options);
    assert.deepEqual(listed.files.map(({ file }) => file), [
      "config.json",
      "generation_config.json",
      "tokenizer.json",
      "tokenizer_config.json",
      "chat_template.jinja",
      "model.safetensors",
    ]);
    assert.deepEqual([listed.licence, listed.parameters], ["apache-2.0", 1000]);
    assert.match(listed.files[0].hash, /^git-sha1:/);
    assert.match(listed.files.at(-1)!.hash, /^sha256:/);

    const first = await download(listed.name, { root, catalogue: [listed] });
    assert.equal(
      await Deno.readTextFile(join(first.folder, "model.safetensors")),
      files["model.safetensors"],
    );
    const before = hub.requests.length;
    const again = await listHubModel(model, options); // kept: no request
    assert.deepEqual(again, listed);
    assert.equal((await download(again.name, { root, catalogue: [again] })).fetched, false);
    assert.equal(hub.requests.length, before);
  });
});

Deno.test("a small file with other bytes is refused by its git hash", async () => {
  await using hub = serveHub({
    files,
    serve: (name) =>
      name === "config.json" ? new Response(files["config.json"].replace("llama", "1lama")) : undefined,
  });
  await temporary(async (root) => {
    const listed = await listHubModel(model, { root, endpoint: hub.endpoint });
    await assert.rejects(download(listed.name, { root, catalogue: [listed] }), {
      name: "DownloadError",
      message: /expected git-sha1:[0-9a-f]{40}, got git-sha1:/,
    });
  });
});

Deno.test("shards come with their index; one whole file is taken instead of shards", async () => {
  const { "model.safetensors": whole, ...others } = files;
  const sharded = {
    ...others,
    "model-00002-of-00002.safetensors": "b",
    "model-00001-of-00002.safetensors": "a",
    "model.safetensors.index.json": "{}",
  };
  for (
    const [files, expected] of [
      [sharded, [
        "model.safetensors.index.json",
        "model-00001-of-00002.safetensors",
        "model-00002-of-00002.safetensors",
      ]],
      [{ ...sharded, "model.safetensors": whole }, ["model.safetensors"]],
    ] as const
  ) {
    await using hub = serveHub({ files });
    await temporary(async (root) => {
      const { files } = await listHubModel(model, { root, endpoint: hub.endpoint });
      assert.deepEqual(files.map(({ file }) => file).filter((file) => file.startsWith("model")), [
        ...expected,
      ]);
    });
  }
});

Deno.test("what cannot be a model is refused with the reason, and nothing is kept", async () => {
  const { "config.json": _, ...noConfig } = files;
  const { "tokenizer.json": __, ...noTokenizer } = files;
  const { "model.safetensors": ___, ...noWeights } = files;
  const cases: [Parameters<typeof serveHub>[0], RegExp][] = [
    [{ files: noConfig }, /has no config.json/],
    [{ files: noTokenizer }, /has no tokenizer.json/],
    [{ files: noWeights }, /no weights in safetensors files/],
    [{ files, listing: { sha: "main" } }, /names no revision/],
    [{ files, listing: { siblings: undefined } }, /names no files/],
    [
      { files, listing: { siblings: [{ rfilename: "config.json" }] } },
      /gives no size and hash of config.json/,
    ],
    [{ files, listing: { gated: "manual" } }, /accepted its terms/],
    [{ files, repository: "someone/Else" }, /shows no model someone\/Rain: it returned 401 for/],
  ];
  for (const [server, message] of cases) {
    await using hub = serveHub(server);
    await temporary(async (root) => {
      const asked = listHubModel(model, { root, endpoint: hub.endpoint, token: "" });
      const failure = await asked.then(() => undefined, (error) => error);
      assert.ok(failure instanceof DownloadError);
      assert.match(failure.message, message);
      if (failure.reason === "refused") assert.match(failure.next!, /accept them there.*HF_TOKEN/);
      assert.deepEqual([...Deno.readDirSync(root)], []);
    });
  }
});

Deno.test("a hub that cannot be reached, or sends no listing, is said by its address", async () => {
  let endpoint = "";
  {
    await using hub = serveHub({ files });
    endpoint = hub.endpoint;
  } // nobody listens there any more
  await temporary(async (root) => {
    await assert.rejects(listHubModel(model, { root, endpoint }), {
      message: /cannot reach the model hub at http/,
    });
  });
  const pages = [
    new Response("<html>Welcome to the hotel's network</html>"),
    new Response("down", { status: 503 }),
  ];
  for (const page of pages) {
    const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => page);
    await temporary(async (root) => {
      await assert.rejects(listHubModel(model, { root, endpoint: `http://127.0.0.1:${server.addr.port}` }), {
        message: /not a model's listing: <html>|returned 503/,
      });
    });
    await server.shutdown();
  }
});

Deno.test("the access token goes to the hub with every request", async () => {
  await using hub = serveHub({ files, listing: { gated: "auto" } });
  await temporary(async (root) => {
    const listed = await listHubModel(model, { root, endpoint: hub.endpoint, token: "hf_secret" });
    await download(listed.name, {
      root,
      catalogue: [listed],
      headers: { authorization: "Bearer hf_secret" },
    });
    assert.ok(hub.requests.length > 5);
    for (const { headers } of hub.requests) assert.equal(headers.get("authorization"), "Bearer hf_secret");
    assert.doesNotMatch(
      await Deno.readTextFile(join(downloadFolder(listed.name, root), "hub-listing.json")),
      /secret/,
    );
  });
});

Deno.test("a kept listing that is damaged, or of another repository, is asked for again", async () => {
  await using hub = serveHub({ files });
  await temporary(async (root) => {
    const options = { root, endpoint: hub.endpoint };
    const listed = await listHubModel(model, options);
    const kept = join(downloadFolder(model.name, root), "hub-listing.json");
    const hostile = { ...listed, files: [{ ...listed.files[0], file: "../../../evil" }] };
    for (
      const text of [
        "",
        "{",
        "null",
        JSON.stringify({ ...listed, repository: "a/b" }),
        JSON.stringify(hostile),
      ]
    ) {
      await Deno.writeTextFile(kept, text);
      assert.deepEqual(await listHubModel(model, options), listed);
    }
  });
});
