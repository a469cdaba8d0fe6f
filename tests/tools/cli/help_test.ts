import assert from "node:assert/strict";
import { join } from "node:path";
import { layout } from "../../../lib/tools/layout.ts";
import { helpText, main } from "../../../lib/tools/cli/main.ts";
import { BENCH_SHAPES } from "../../../lib/tools/bench/shapes.ts";
import { inKorean } from "../../korean.ts";
import { inTemporaryFolder } from "../../torch_python.ts";

const file = join(layout.root, "lib", "tools", "cli", "help.txt");
const koreanFile = file.replace(".txt", ".ko.txt");

/** What main() prints on both streams, and its exit status. */
async function called(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { log, error } = console;
  let [stdout, stderr] = ["", ""];
  console.log = (text: string) => void (stdout += `${text}\n`);
  console.error = (text: string) => void (stderr += `${text}\n`);
  try {
    return { code: await main(args), stdout, stderr };
  } finally {
    Object.assign(console, { log, error });
  }
}

async function printed(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await called(...args);
  assert.equal(code, 0, stderr);
  return stdout;
}

Deno.test("help.txt, which the script prints before anything is installed, is the list of commands", async () => {
  assert.equal(
    await Deno.readTextFile(file),
    helpText(),
    "save helpText() of lib/tools/cli/main.ts in lib/tools/cli/help.txt",
  );
  assert.equal(
    await Deno.readTextFile(koreanFile),
    await inKorean(() => helpText()),
    'save helpText() after setLanguage("ko") in lib/tools/cli/help.ko.txt',
  );
});

Deno.test("help, --help and no argument print the same list; help COMMAND prints its arguments", async () => {
  const list = await printed("help");
  assert.match(list, /^ {2}export \[options\]/m);
  assert.equal(await printed("--help"), list);
  assert.equal(await printed(), list);
  assert.match(await printed("help", "lab"), /--host <address>[^]*ssh -N -L/);
  assert.equal(await printed("help", "help"), list);
});

Deno.test("help of a misspelt command says that there is none, and which was probably meant", async () => {
  const { code, stdout, stderr } = await called("help", "chek");
  assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
  assert.match(stderr, /unknown command 'chek'\n\(Did you mean check\?\)\n\(\.\/course help lists/);
});

Deno.test("help that is piped into a program which reads one line ends without an error", async () => {
  const entry = join(layout.root, "lib", "tools", "cli", "start.ts");
  const help = `"$0" run --allow-all --no-check "$1" help lab`;
  const { stdout, stderr } = await new Deno.Command("/bin/sh", {
    args: ["-c", `{ sleep 0.2; ${help}; echo "status $?" >&2; } | :`, Deno.execPath(), entry],
  }).output();
  const text = new TextDecoder();
  assert.deepEqual([text.decode(stdout), text.decode(stderr)], ["", "status 0\n"]);
});

Deno.test("bench takes the shapes that there are; any other is refused before anything is installed", async () => {
  const [, list] = (await printed("help", "bench")).match(/--shape [^(]*\(choices:([^)]*)\)/)!;
  assert.deepEqual(list.match(/[^"\s,]+/g), BENCH_SHAPES.map(({ name }) => name));
  assert.equal((await called("bench", "--shape", "13B")).code, 1);
});

Deno.test("before anything is installed, help prints the full list and installs nothing", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(join(folder, "lib", "tools", "cli"), { recursive: true });
    await Deno.copyFile(join(layout.root, "course"), join(folder, "course"));
    await Deno.copyFile(file, join(folder, "lib", "tools", "cli", "help.txt"));
    await Deno.copyFile(koreanFile, join(folder, "lib", "tools", "cli", "help.ko.txt"));
    const help = async (args: string[], env: Record<string, string> = {}) => {
      const { code, stdout } = await new Deno.Command("/bin/sh", {
        args: [join(folder, "course"), ...args],
        clearEnv: true,
        env: { PATH: "/usr/bin:/bin", ...env },
      }).output();
      assert.equal(code, 0);
      return new TextDecoder().decode(stdout);
    };
    for (const args of [[], ["help"], ["--help"], ["-h"]]) {
      const text = await help(args);
      assert.ok(text.startsWith(helpText()), text);
      assert.match(text, /Nothing is installed yet/);
    }
    const korean = await Deno.readTextFile(koreanFile);
    for (const env of [{ COURSE_LANG: "ko", LANG: "C" }, { LANG: "ko_KR.UTF-8" }]) {
      const text = await help([], env as Record<string, string>);
      assert.ok(text.startsWith(korean), text);
      assert.match(text, /아직 아무것도 설치되어 있지 않습니다/);
    }
    assert.ok((await help([], { COURSE_LANG: "en", LANG: "ko_KR.UTF-8" })).startsWith(helpText()));
    await assert.rejects(Deno.stat(join(folder, ".course")), Deno.errors.NotFound);

    // The arguments of one command are not in the file. The list would not help, so Deno is fetched.
    const fakes = join(folder, "bin");
    await Deno.mkdir(fakes);
    for (const name of ["npm", "curl", "python3"]) {
      await Deno.writeTextFile(join(fakes, name), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    }
    const { code, stdout, stderr } = await new Deno.Command("/bin/sh", {
      args: [join(folder, "course"), "help", "lab"],
      clearEnv: true,
      env: { PATH: `${fakes}:/usr/bin:/bin` },
    }).output();
    assert.deepEqual([code, new TextDecoder().decode(stdout)], [1, ""]);
    assert.match(new TextDecoder().decode(stderr), /could not fetch Deno/);
  }));
