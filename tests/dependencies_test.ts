import assert from "node:assert/strict";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { layout } from "../lib/tools/layout.ts";

interface Edge {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const [engine, command] = [["tensorflow", "jit", "device"], ["cli", "bench", "course", "notebook", "export"]];

/** For each folder of lib, those that it may import (README: how the code is laid out): what is below knows nothing of what is above. */
const allowed: Record<string, readonly string[]> = {
  nn: [],
  gpt: ["nn", "checkpoint"], // checkpoint: files of tensors, which know nothing of a GPT
  generation: ["nn", "gpt"],
  training: ["nn", "checkpoint"],
  checkpoint: ["nn"],
  tokenizers: [],
  corpora: [],
  plot: [],
  lotto: ["nn", "gpt", "training", "checkpoint", "generation", "tokenizers", "corpora"], // never the engine
  tensorflow: [],
  jit: ["tensorflow"],
  device: ["tensorflow", "jit"],
};

/** Every import from one folder of lib into another, by Deno's own reading of the module graph (types included). */
async function importsBetweenFolders(): Promise<Edge[]> {
  const files: string[] = [];
  for await (const file of walk(resolve(layout.root, "lib"))) files.push(file);
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(entry, files.map((file) => `import ${JSON.stringify(file)};`).join("\n"));
    const { stdout, success } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--no-remote", "--config", resolve(layout.root, "deno.json"), entry],
      stderr: "null",
    }).output();
    assert.ok(success, "deno info failed");
    const { modules } = JSON.parse(new TextDecoder().decode(stdout));
    const edges: Edge[] = [];
    for (const { specifier, dependencies } of modules) {
      for (const { code, type } of dependencies ?? []) {
        for (const target of new Set([code?.specifier, type?.specifier])) {
          const [from, to] = [folderOf(specifier), target && folderOf(target)];
          if (from && to && from !== to) {
            edges.push({ file: relative(layout.root, fileURLToPath(specifier)), from, to });
          }
        }
      }
    }
    return edges;
  } finally {
    await Deno.remove(entry);
  }
}

async function* walk(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const path = resolve(folder, entry.name);
    if (entry.isDirectory) yield* walk(path);
    else if (path.endsWith(".ts")) yield path;
  }
}

/** The folder of lib that a file: URL lies in. */
function folderOf(specifier: string): string | undefined {
  if (!specifier.startsWith("file:")) return undefined;
  const parts = relative(layout.root, dirname(fileURLToPath(specifier))).split("/");
  return parts[0] === "lib" ? parts[1] : undefined;
}

const edges = await importsBetweenFolders();

Deno.test("the module graph of lib is read: gpt imports nn, cli imports corpora", () => {
  const seen = new Set(edges.map(({ from, to }) => `${from} -> ${to}`));
  for (const known of ["gpt -> nn", "cli -> corpora"]) {
    assert.ok(seen.has(known), `${known} is not among ${[...seen]}`);
  }
});

Deno.test("no folder of lib imports one above it", () => {
  const wrong = edges.filter(({ from, to }) => from in allowed && !allowed[from].includes(to));
  assert.deepEqual(wrong.map(({ file, to }) => `${file} imports ${to}`), []);
});

Deno.test("nothing of the library imports the command line, the bench or the course", () => {
  const wrong = edges.filter(({ from, to }) => !command.includes(from) && command.includes(to));
  assert.deepEqual(wrong.map(({ file, to }) => `${file} imports ${to}`), []);
});

Deno.test("every folder of lib has its place in the order", async () => {
  const folders: string[] = [];
  for await (const entry of Deno.readDir(resolve(layout.root, "lib"))) {
    if (entry.isDirectory) folders.push(entry.name);
  }
  const placed = new Set([...Object.keys(allowed), ...engine, ...command]);
  assert.deepEqual(folders.filter((name) => !placed.has(name)), []);
});
