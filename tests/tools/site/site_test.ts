import assert from "node:assert/strict";
import { dirname, join, relative } from "node:path";
import { withLanguage } from "../../../lib/language.ts";
import { CommandError } from "../../../lib/tools/command_error.ts";
import { layout } from "../../../lib/tools/layout.ts";
import { buildSite, readGlossary, readLesson } from "../../../lib/tools/site/mod.ts";
import {
  courseNotebooks,
  joinText,
  readNotebook,
  tagsOf,
} from "../../../lib/tools/notebook_file/notebook_file.ts";

const lessons = await Promise.all(
  (await courseNotebooks()).map(async (path) => readLesson(path, await readNotebook(path))),
);
const korean = await withLanguage("ko", async () =>
  await Promise.all(
    (await courseNotebooks("ko")).map(async (path) => readLesson(path, await readNotebook(path))),
  ));
const options = {
  lessons,
  korean,
  glossary: await readGlossary(join(layout.assets, "export", "glossary.json")),
  styles: join(layout.assets, "export"),
};

/** The words of a file: tags gone, entities read, white space folded. */
function plainText(path: string, content: string): string {
  const text = path.endsWith(".html") ? content.replaceAll(/<[^>]*>/g, "") : content;
  return text.replaceAll("\\n", " ").replaceAll('\\"', '"')
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll(/&#(x27|39);/g, "'")
    .replaceAll("&amp;", "&").replaceAll("`", "").replaceAll(/\s+/g, " ");
}

async function* files(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) yield* files(path);
    else yield path;
  }
}

async function withSite(use: (site: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await buildSite(join(folder, "site"), options);
    await use(join(folder, "site"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("the site of the course's notebooks", async (t) => {
  await withSite(async (site) => {
    const all: string[] = [];
    for await (const path of files(site)) all.push(path);

    await t.step("has a page, slides and a notebook of each, in both versions", () => {
      const names = [...lessons.map(({ name }) => ["", name]), ...korean.map(({ name }) => ["ko", name])];
      for (const [folder, name] of names) {
        for (const version of ["student", "teacher"]) {
          for (const ending of [".html", "-slides.html", ".ipynb"]) {
            const path = join(folder, version, name + ending);
            assert.ok(all.includes(join(site, path)), path);
          }
        }
      }
    });

    await t.step("has no link that leads nowhere", async () => {
      const pages = new Map<string, string>();
      for (const path of all.filter((path) => path.endsWith(".html"))) {
        // Figures carry markup of their own inside scripts.
        pages.set(path, (await Deno.readTextFile(path)).replaceAll(/<script>[^]*?<\/script>/g, ""));
      }
      const broken: string[] = [];
      for (const [path, html] of pages) {
        for (const [, address] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
          if (/^(https?:|data:)/.test(address)) continue;
          const [file, anchor] = address.replaceAll("&amp;", "&").split("#");
          const target = file ? join(dirname(path), file) : path;
          const found = all.includes(target) && (!anchor || pages.get(target)?.includes(`id="${anchor}"`));
          if (!found) broken.push(`${relative(site, path)}: ${address}`);
        }
      }
      assert.deepEqual(broken, []);
    });

    await t.step("tells students no line of a solution and no teacher's note", async () => {
      const kept = [...lessons, ...korean].flatMap(({ notebook }) => notebook.cells)
        .filter(({ metadata }) => !tagsOf(metadata).some((tag) => ["solution", "teacher"].includes(tag)))
        // Figures bring scripts of their own along.
        .map(({ source, outputs = [] }) => plainText("", joinText(source) + JSON.stringify(outputs))).join(
          " ",
        );
      const secrets = [...lessons, ...korean].flatMap(({ notebook }) => notebook.cells)
        .filter(({ metadata }) => tagsOf(metadata).some((tag) => ["solution", "teacher"].includes(tag)))
        .flatMap(({ source }) => joinText(source).split("\n"))
        .map((line) => plainText("", line).trim())
        // A line that also stands elsewhere, such as the stub's first, gives nothing away.
        .filter((line) => line.length >= 14 && !/^<\/?(details|summary)/.test(line) && !kept.includes(line));
      const leaks: string[] = [];
      for (const path of all.filter((path) => /student/.test(relative(site, path)))) {
        const text = plainText(path, await Deno.readTextFile(path).catch(() => ""));
        for (const secret of secrets) {
          if (text.includes(secret)) leaks.push(`${relative(site, path)}: ${secret}`);
        }
      }
      assert.deepEqual(leaks, []);
    });
  });
});

Deno.test("a site of one version has no file of the other, and no link that leads nowhere or to it", async () => {
  const folder = await Deno.makeTempDir();
  const few = { ...options, lessons: lessons.slice(0, 2), korean: [] };
  try {
    for (const [version, other] of [["student", "teacher"], ["teacher", "student"]] as const) {
      const site = join(folder, version);
      await buildSite(site, { ...few, versions: [version] });
      const all: string[] = [];
      for await (const path of files(site)) all.push(path);
      assert.ok(all.includes(join(site, version, `${few.lessons[0].name}.html`)));
      assert.deepEqual(all.filter((path) => relative(site, path).includes(other)), []);
      for (const path of all.filter((path) => path.endsWith(".html"))) {
        const html = (await Deno.readTextFile(path)).replaceAll(/<script>[^]*?<\/script>/g, "");
        const addresses = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
        assert.deepEqual(addresses.filter((a) => new RegExp(`\\b${other}[/-]`).test(a)), [], path);
        const broken = addresses.filter((a) => !/^(https?:|data:|#)/.test(a))
          .map((a) => join(dirname(path), a.split("#")[0]))
          // Pages of notebooks that are not in this small site.
          .filter((target) => !all.includes(target) && !/\/\d\d-[^/]*$/.test(target));
        assert.deepEqual(broken, [], path);
      }
      const index = await Deno.readTextFile(join(site, "index.html"));
      assert.equal(/Teachers|With solutions/.test(index), version === "teacher");
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("export replaces an earlier site, and no other folder", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const few = { ...options, lessons: lessons.slice(-1), korean: [] };
    await buildSite(join(folder, "site"), few);
    await Deno.writeTextFile(join(folder, "site", "stale.html"), "");
    await buildSite(join(folder, "site"), few);
    await assert.rejects(() => Deno.stat(join(folder, "site", "stale.html")), Deno.errors.NotFound);

    await Deno.mkdir(join(folder, "mine"));
    await Deno.writeTextFile(join(folder, "mine", "thesis.txt"), "ten years of work");
    await assert.rejects(() => buildSite(join(folder, "mine"), few), /it holds other files \(thesis\.txt/);
    assert.equal(await Deno.readTextFile(join(folder, "mine", "thesis.txt")), "ten years of work");
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["mine", "site"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("an export beside one that is writing is refused, and changes nothing", async () => {
  const folder = await Deno.makeTempDir();
  try {
    using other = await Deno.open(folder); // as another process has it
    await other.lock(true);
    await assert.rejects(
      buildSite(join(folder, "site"), options),
      (error) => error instanceof CommandError && /another \.\/course export is writing/.test(error.message),
    );
    assert.deepEqual(Array.from(Deno.readDirSync(folder)), []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a full disk and a folder that cannot be written give a clear error; the earlier site stays", async () => {
  const folder = await Deno.makeTempDir();
  const site = join(folder, "site");
  const few = { ...options, lessons: lessons.slice(-1), korean: [] };
  try {
    await buildSite(site, few);
    const failures: [error: Error, says: RegExp, next: RegExp][] = [
      [
        new Error("No space left on device (os error 28): copy 'a' -> 'b'"),
        /the disk is full/,
        /frees some space/,
      ],
      [
        new Error("Build failed with 1 error:\nerror: write site.js: no space left on device"),
        /the disk is full/,
        /free/,
      ],
      [
        Object.assign(new Error("ENOSPC: write"), { code: "ENOSPC" }),
        /the disk is full/,
        /another folder, on a disk with room/,
      ],
      [
        new Error("cannot save", { cause: new Error("Disk quota exceeded (os error 122)") }),
        /your share of the disk is used up/,
        /free/,
      ],
      [new Error("Read-only file system (os error 30): mkdir 'a'"), /this folder is read-only/, /--out/],
      [
        new Deno.errors.PermissionDenied("Permission denied (os error 13)"),
        /you may not use this file or folder/,
        /--out/,
      ],
    ];
    for (const [error, says, next] of failures) {
      const onProgress = (what: string) => {
        if (what.startsWith("teacher")) throw error; // in the middle: the student's pages are written
      };
      await assert.rejects(() => buildSite(site, { ...few, onProgress }), (thrown: CommandError) => {
        assert.ok(thrown instanceof CommandError);
        assert.match(thrown.message, says);
        assert.match(thrown.message, /what was there before is as it was/);
        assert.match(thrown.next, next);
        assert.ok(thrown.cause instanceof Error);
        return true;
      });
      assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["site"]);
      await Deno.stat(join(site, "index.html"));
    }
    const ours = new Error("a fault of ours");
    const onProgress = () => {
      throw ours;
    };
    await assert.rejects(() => buildSite(site, { ...few, onProgress }), ours);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("after an error with one of the site's files, none of the others is still being written", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const styles = join(folder, "no-styles"); // so that copying them fails at once, while scripts are bundled
    await assert.rejects(
      () => buildSite(join(folder, "site"), { ...options, lessons: [], styles }),
      /No such file.*course\.css/,
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
