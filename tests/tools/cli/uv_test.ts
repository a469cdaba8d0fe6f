import assert from "node:assert/strict";
import { join } from "node:path";
import { CommandError } from "../../../lib/tools/command_error.ts";
import { layout } from "../../../lib/tools/layout.ts";
import { fetchUv } from "../../../lib/tools/cli/uv.ts";
import { inTemporaryFolder } from "../../torch_python.ts";

/** Asks a server on loopback for uv's release, with no Python to ask PyPI; `reply` is what the server sends. */
async function fetchFrom(store: string, reply: () => Promise<Response> | Response): Promise<CommandError> {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, reply);
  Deno.env.set("COURSE_UV_URL", `http://127.0.0.1:${server.addr.port}`);
  try {
    const error = await fetchUv({ store, python: "no-such-python" }).catch((error) => error);
    assert.ok(error instanceof CommandError);
    return error;
  } finally {
    Deno.env.delete("COURSE_UV_URL");
    await server.shutdown();
  }
}

Deno.test("a file that is not the pinned uv is refused, and nothing of it is kept", () =>
  inTemporaryFolder(async (store) => {
    const archive = await (async () => {
      const names = [
        "x86_64-unknown-linux-gnu",
        "aarch64-unknown-linux-musl",
        "aarch64-apple-darwin",
        "x86_64-apple-darwin",
      ];
      const folder = await Deno.makeTempDir();
      for (const name of names) {
        await Deno.mkdir(join(folder, `uv-${name}`));
        await Deno.writeTextFile(join(folder, `uv-${name}`, "uv"), "#!/bin/sh\necho uv 0.13.8\n");
      }
      const { stdout } = await new Deno.Command("tar", { args: ["-czf", "-", "-C", folder, "."] }).output();
      await Deno.remove(folder, { recursive: true });
      return stdout;
    })();
    const { message } = await fetchFrom(store, () => new Response(archive));
    assert.match(message, /from PyPI: this machine has no Python with pip/);
    assert.match(message, /as the official release: what arrived is not uv .*SHA-256/);
    assert.deepEqual(Array.from(Deno.readDirSync(store)), []);
  }));

Deno.test("an error that uv cannot be fetched has the server's reply and what to do", () =>
  inTemporaryFolder(async (store) => {
    const { message, next } = await fetchFrom(store, () => new Response("gone", { status: 404 }));
    assert.match(message, /as the official release: the server replied 404/);
    assert.match(next, /connect to the internet .*python3-venv/);
    assert.match((await fetchFrom(store, () => new Response("no archive"))).message, /release: tar: /);
  }));

Deno.test("uv that is there already is not fetched again", () =>
  inTemporaryFolder(async (store) => {
    const version = /\bversion = "([0-9.]+)"/.exec(
      await Deno.readTextFile(join(layout.root, "lib", "tools", "cli", "uv.ts")),
    )![1];
    await Deno.mkdir(join(store, version), { recursive: true });
    await Deno.writeTextFile(join(store, version, "uv"), "");
    assert.equal(await fetchUv({ store, python: "no-such-python" }), join(store, version, "uv"));
  }));
