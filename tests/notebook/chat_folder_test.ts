/** From the hub to an answer: a fake hub on loopback, `./course data`, and the model that notebook 09 opens. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { download } from "../../lib/tools/cli/download/download.ts";
import { listHubModel } from "../../lib/tools/cli/download/hub_listing.ts";
import { findHubModel } from "../../lib/tools/cli/download/hub_models.ts";
import { generateTexts } from "lib/gpt";
import { openChatModel } from "lib/interop";
import { disposeParams } from "lib/nn";
import { chatModelFolder } from "lib/notebook";
import { serveHub } from "../tools/cli/download/hub_server.ts";

const text = "It rained on the school all week, and the owl came late. ".repeat(40);

/** A folder's files, for the hub to serve. */
async function filesOf(folder: string): Promise<Record<string, Uint8Array<ArrayBuffer>>> {
  const files: Record<string, Uint8Array<ArrayBuffer>> = {};
  for (const { name } of Deno.readDirSync(folder)) files[name] = await Deno.readFile(join(folder, name));
  return files;
}

Deno.test("a chat model comes from the hub, is opened, and answers as the folder that was uploaded does", async () => {
  const root = await Deno.makeTempDir();
  const answer = async (folder: string) => {
    const chat = await openChatModel(folder);
    try {
      const prompt = chat.prompt([{ role: "user", content: "Did it rain?" }]);
      assert.equal(prompt, "<|user|>Did it rain?<|end|><|assistant|>");
      assert.equal(chat.codec.encode(prompt)[0], chat.tokenizer.specials.get("<|user|>"));
      const o = { maxNewTokens: 8, temperature: 0, stopTokens: chat.stopTokens } as const;
      return (await generateTexts(chat, chat.codec, [prompt], o))[0].tokens;
    } finally {
      disposeParams(chat.params);
    }
  };
  try {
    const uploaded = await chatModelFolder(["monad"], { text, folder: join(root, "random"), root });
    assert.equal(uploaded.name, undefined);
    await using hub = serveHub({ repository: "PleIAs/Monad", files: await filesOf(uploaded.folder) });
    const listed = await listHubModel(findHubModel("monad")!, { root, endpoint: hub.endpoint });
    await download(listed.name, { root, catalogue: [listed] });

    const fetched = await chatModelFolder(["baguettotron", "monad"], {
      text,
      folder: join(root, "other"),
      root,
    });
    assert.equal(fetched.name, "monad");
    assert.deepEqual(await answer(fetched.folder), await answer(uploaded.folder));
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("shards of which one is missing are no model yet", async () => {
  const root = await Deno.makeTempDir();
  try {
    const folder = join(root, "data", "downloads", "monad");
    await Deno.mkdir(folder, { recursive: true });
    const index = {
      weight_map: { a: "model-00001-of-00002.safetensors", b: "model-00002-of-00002.safetensors" },
    };
    await Deno.writeTextFile(join(folder, "model.safetensors.index.json"), JSON.stringify(index));
    await Deno.writeTextFile(join(folder, "model-00001-of-00002.safetensors"), "a");
    const found = () => chatModelFolder(["monad"], { text, folder: join(root, "random"), root });
    assert.equal((await found()).name, undefined);
    await Deno.writeTextFile(join(folder, "model-00002-of-00002.safetensors"), "b");
    assert.equal((await found()).name, "monad");
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("openChatModel() says what a folder lacks", async () => {
  const root = await Deno.makeTempDir();
  try {
    const { folder } = await chatModelFolder([], { text, folder: join(root, "random"), root });
    const config = join(folder, "tokenizer_config.json");
    const { chat_template: _, ...without } = JSON.parse(await Deno.readTextFile(config));
    await Deno.writeTextFile(config, JSON.stringify(without));
    await assert.rejects(openChatModel(folder), {
      message: /random: it has no chat template: a model that continues/,
    });
    await Deno.remove(join(folder, "tokenizer.json"));
    await assert.rejects(openChatModel(folder), { message: /it has no tokenizer.json/ });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
