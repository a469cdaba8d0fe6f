import assert from "node:assert/strict";
import { delimiter, dirname, join } from "node:path";
import { layout } from "../../../lib/tools/layout.ts";
import { pinnedDeno } from "../../../lib/tools/cli/start.ts";
import { missingProgram, skipIf } from "../../skip.ts";
import { inTemporaryFolder } from "../../torch_python.ts";

/** The pinned Deno as this machine has it; the script takes no other. */
const binary = await Deno.readFile(Deno.execPath());
const version = await pinnedDeno();
const target = `${Deno.build.arch}-${Deno.build.os === "darwin" ? "apple-darwin" : "unknown-linux-gnu"}`;

interface Started {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly folder: string;
}

/**
 * Starts the `course` script in a folder of its own, with curl but without npm and Deno on the PATH, against a server on
 * loopback that has `content` as Deno's binary.
 */
async function startWithServer(
  content: Uint8Array<ArrayBuffer>,
  check: (started: Started) => Promise<void> | void,
  o: { link?: boolean; env?: Record<string, string>; whileFetching?: (folder: string) => void } = {},
) {
  const folder = await Deno.makeTempDir();
  const asked: string[] = [];
  const zip = await zipOne(folder, content);
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    asked.push(new URL(request.url).pathname);
    o.whileFetching?.(folder);
    return asked.at(-1) === `/v${version}/deno-${target}.zip`
      ? new Response(zip)
      : new Response("no such file", { status: 404 });
  });
  try {
    await Deno.mkdir(join(folder, "bin"));
    const tools =
      "sh curl python3 uname rm mkdir mv ln chmod cut sha256sum shasum grep env sed readlink df awk"
        .split(" ");
    for (const tool of tools) {
      const path = await which(tool);
      if (path) await Deno.symlink(path, join(folder, "bin", tool));
    }
    await Deno.mkdir(join(folder, "lib", "tools", "cli"), { recursive: true });
    await Deno.copyFile(join(layout.root, "course"), join(folder, "course"));
    await Deno.writeTextFile(
      join(folder, "lib", "tools", "cli", "start.ts"),
      'console.log(Deno.version.deno, Deno.env.get("DENO_DIR"), ...Deno.args);',
    );
    const script = o.link ? join(folder, "bin", "course") : join(folder, "course");
    if (o.link) await Deno.symlink("../course", script);
    const { code, stdout, stderr } = await new Deno.Command(join(folder, "bin", "sh"), {
      args: [script, "doctor", "--json"],
      clearEnv: true,
      env: {
        PATH: join(folder, "bin"),
        HOME: join(folder, "home"),
        COURSE_DENO_URL: `http://127.0.0.1:${server.addr.port}`,
        // So that the way through PyPI fails at once, and nothing but loopback is asked.
        PIP_NO_INDEX: "1",
        ...o.env,
      },
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    await check({ code, stdout: text(stdout), stderr: text(stderr), folder });
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
}

async function which(tool: string): Promise<string | undefined> {
  for (const folder of (Deno.env.get("PATH") ?? "").split(":")) {
    const path = await Deno.realPath(join(folder, tool)).catch(() => undefined);
    // A shim of a version manager works only under its own name and environment.
    if (path && !folder.includes("shims")) return join(folder, tool);
  }
}

async function zipOne(folder: string, content: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  await Deno.writeFile(join(folder, "deno"), content);
  const script = "import sys, zipfile; zipfile.ZipFile(sys.argv[1], 'w').write(sys.argv[2], 'deno')";
  const { success } = await new Deno.Command("python3", {
    args: ["-c", script, join(folder, "deno.zip"), join(folder, "deno")],
  }).output();
  assert.ok(success);
  return await Deno.readFile(join(folder, "deno.zip"));
}

const withoutCurl = await missingProgram("curl");

Deno.test({
  ...skipIf(
    "without npm, the script fetches the release with curl and starts the course inside its folder",
    withoutCurl,
  ),
  async fn() {
    await startWithServer(binary, async ({ code, stdout, stderr, folder }) => {
      assert.equal(code, 0, stderr);
      assert.equal(stdout.trim(), `${version} ${await Deno.realPath(folder)}/.course/deno_dir doctor --json`);
      assert.match(stderr, /fetching Deno .* as the official release/);
      assert.deepEqual(Array.from(Deno.readDirSync(`${folder}/.course/deno`), ({ name }) => name), [version]);
      await assert.rejects(Deno.stat(`${folder}/home`), Deno.errors.NotFound);
    });
  },
});

Deno.test({
  ...skipIf(
    "two first starts at once: the later one does not replace the Deno that already runs",
    withoutCurl,
  ),
  async fn() {
    const deno = (folder: string) => join(folder, ".course", "deno", version, "deno");
    let first: number | null = null;
    await startWithServer(binary, ({ code, stderr, folder }) => {
      assert.equal(code, 0, stderr);
      assert.ok(first !== null);
      assert.equal(Deno.statSync(deno(folder)).ino, first);
      assert.deepEqual(Array.from(Deno.readDirSync(`${folder}/.course/deno`), ({ name }) => name), [version]);
    }, {
      whileFetching(folder) { // the other start is quicker
        Deno.mkdirSync(dirname(deno(folder)), { recursive: true });
        Deno.copyFileSync(Deno.execPath(), deno(folder));
        first = Deno.statSync(deno(folder)).ino;
      },
    });
  },
});

Deno.test({
  ...skipIf("in a Korean locale, what the script says before Deno is there is Korean", withoutCurl),
  async fn() {
    await startWithServer(binary, ({ code, stderr }) => {
      assert.equal(code, 0, stderr);
      assert.match(stderr, /course: Deno \S+\(약 45 MB\)을 공식 릴리스로 받는 중 …/);
    }, { env: { LANG: "ko_KR.UTF-8" } });
  },
});

Deno.test({
  ...skipIf(
    "a link to the script starts the course in the script's folder; settings for another project do not reach it",
    withoutCurl,
  ),
  async fn() {
    const env = {
      CDPATH: "/:/tmp",
      TMPDIR: "/no/such/folder",
      PYTHONHOME: "/opt/another",
      PYTHONPATH: "/opt/another",
      NODE_OPTIONS: "--require /no/such/file.js",
      DENO_DIR: "/no/such/folder",
      DENO_V8_FLAGS: "--no-such-flag",
    };
    await startWithServer(binary, async ({ code, stdout, stderr, folder }) => {
      assert.equal(code, 0, stderr);
      assert.equal(stdout.trim(), `${version} ${await Deno.realPath(folder)}/.course/deno_dir doctor --json`);
      await assert.rejects(Deno.stat(`${folder}/bin/.course`), Deno.errors.NotFound);
    }, { link: true, env });
  },
});

Deno.test("a deno.json with a workspace in a folder above does not reach the course", () =>
  inTemporaryFolder(async (top) => {
    const folder = join(top, "course");
    await Deno.mkdir(folder);
    await Deno.mkdir(join(top, "other"));
    await Deno.writeTextFile(join(top, "other", "deno.json"), "{}");
    await Deno.writeTextFile(join(top, "deno.json"), '{ "workspace": ["./other"] }');
    const { workspace } = JSON.parse(await Deno.readTextFile(join(layout.root, "deno.json")));
    await Deno.writeTextFile(join(folder, "deno.json"), JSON.stringify({ workspace }));
    await Deno.writeTextFile(join(folder, "one.ts"), "console.log(1);");
    for (const config of [[], ["--config", "deno.json"]]) {
      const { success, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", ...config, "one.ts"],
        cwd: folder,
      }).output();
      assert.ok(success, new TextDecoder().decode(stderr));
    }
  }));

Deno.test({
  ...skipIf("a binary with another hash is refused, and the script says what it tried", withoutCurl),
  async fn() {
    await startWithServer(
      new TextEncoder().encode("#!/bin/sh\necho deno\n"),
      ({ code, stdout, stderr, folder }) => {
        assert.equal(code, 1);
        assert.equal(stdout, "");
        assert.match(stderr, /from npm: no npm on this machine/);
        assert.match(stderr, /as the official release: what arrived is not Deno .* SHA-256 differs/);
        assert.match(stderr, /next: connect to the internet/);
        assert.deepEqual(Array.from(Deno.readDirSync(`${folder}/.course/deno`)), []);
      },
    );
  },
});

Deno.test("./course deno is the course's own Deno", async () => {
  const path = [dirname(Deno.execPath()), Deno.env.get("PATH")].join(delimiter);
  const { stdout, success } = await new Deno.Command("sh", {
    args: [
      join(layout.root, "course"),
      "deno",
      "eval",
      "console.log(Deno.version.deno, ...Deno.args)",
      "a b",
    ],
    env: { PATH: path },
  }).output();
  assert.ok(success);
  assert.equal(new TextDecoder().decode(stdout).trim(), `${version} a b`);
});
