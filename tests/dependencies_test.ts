/**
 * The order of lib's folders: what a folder may import, and no circles, neither of files nor of folders.
 */
import assert from "node:assert/strict";
import { readImports } from "../lib/tools/rooms/imports.ts";

/** What the learner reads; none of it knows which engine computes. */
const LEARNING = [
  ...["nn", "gpt", "gpt/by_hand", "training", "training/checkpoint", "training/rewards"],
  ...["tokenizers", "corpora", "files", "statistics"],
];
const LOTTO = ["lotto", "lotto/scratchpad", "lotto/experiments"];
const ENGINE = ["engine", "engine/ops", "engine/tensorflow", "engine/jit", "engine/device"];
const NOTEBOOK = [...LEARNING, ...LOTTO, "interop", "notebook", "notebook/plot", ...ENGINE];

/** For each folder, those that it may import; "data" and "lib" (single files beside the folders) are the project's own. */
const allowed: Record<string, readonly string[]> = {
  lib: [],
  data: ["lib", "corpora", "lotto"],
  statistics: [],
  tokenizers: ["lib"],
  files: ["lib"],
  corpora: ["lib", "files"],
  nn: ["engine/ops"],
  gpt: ["nn", "engine/ops"],
  "gpt/by_hand": ["gpt"],
  "training/checkpoint": ["nn"],
  training: ["nn", "engine/ops", "training/checkpoint", "corpora", "statistics"],
  "training/rewards": ["nn", "engine/ops", "training", "corpora"],
  lotto: ["nn", "gpt", "corpora", "tokenizers", "training"],
  "lotto/scratchpad": ["corpora", "lotto", "nn", "gpt", "training", "training/checkpoint", "engine/ops"],
  "lotto/experiments": [...LEARNING, "lotto", "lotto/scratchpad", "engine/ops"],
  interop: ["lib", "nn", "gpt", "training/checkpoint", "tokenizers"],
  engine: ENGINE,
  "engine/ops": [],
  "engine/tensorflow": ["lib"],
  "engine/jit": ["engine/ops", "engine/tensorflow"],
  "engine/device": ["lib", "engine/ops", "engine/tensorflow", "statistics"],
  "notebook/plot": ["lib", "statistics"],
  notebook: ["lib", "data", ...LEARNING, ...LOTTO, "interop", "notebook/plot", "engine/ops"],
  tools: ["lib"],
  "tools/notebook_file": ["lib", "tools"],
  "tools/korean": [
    ...["lib", "tools", "tools/notebook_file", "tools/notebook_checks", "tools/site", "tools/cli"],
  ],
  "tools/rooms": ["lib", "tools"],
  "tools/notebook_checks": ["lib", "tools", "tools/notebook_file", "tools/site", "notebook"],
  // site/play runs in browsers what the notebooks import; of the engine, only the WebGPU backend.
  "tools/site": [
    ...[
      "lib",
      "tools",
      "tools/notebook_file",
      "notebook/plot",
      "training/checkpoint",
      "engine/device",
      "statistics",
    ],
    ...["nn", "gpt", "tokenizers", "lotto", "lotto/scratchpad"],
  ],
  "tools/bench": ["lib", "data", "tools", ...NOTEBOOK],
  "tools/experiments": ["lib", "data", "tools", ...NOTEBOOK, "tools/bench"],
  "tools/cli": [
    ...["lib", "data", "tools", "tools/notebook_file", "tools/notebook_checks", "tools/site", "tools/bench"],
    ...NOTEBOOK,
  ],
};

/** The folder a file belongs to: the longest that the table names ("lib/tokenizers/fast/merge.ts": tokenizers). */
function folderOf(file: string): string {
  const parts = file.split("/").slice(0, -1);
  if (parts[0] === "data") return "data";
  for (let n = parts.length; n > 1; n--) {
    const name = parts.slice(1, n).join("/");
    if (name in allowed) return name;
  }
  return parts.length === 1 ? "lib" : parts[1];
}

/** The nodes of one circle, or none. */
function findCircle(edges: readonly (readonly [from: string, to: string])[]): string[] {
  const next = Map.groupBy(edges, ([from]) => from);
  const state = new Map<string, "open" | "done">();
  const path: string[] = [];
  const visit = (node: string): string[] => {
    if (state.get(node) === "done") return [];
    path.push(node);
    if (state.get(node) === "open") return path.slice(path.indexOf(node));
    state.set(node, "open");
    for (const [, to] of next.get(node) ?? []) {
      const found = visit(to);
      if (found.length > 0) return found;
    }
    state.set(node, "done");
    path.pop();
    return [];
  };
  for (const node of next.keys()) {
    const found = visit(node);
    if (found.length > 0) return found;
  }
  return [];
}

const imports = await readImports();
const between = imports.map((one) => ({ ...one, room: folderOf(one.from), other: folderOf(one.to) }))
  .filter(({ room, other }) => room !== other);

Deno.test("the imports are read: gpt imports nn, the experiments import corpora", () => {
  const seen = new Set(between.map(({ room, other }) => `${room} -> ${other}`));
  for (const known of ["gpt -> nn", "tools/experiments -> corpora"]) {
    assert.ok(seen.has(known), `${known} is not among ${[...seen]}`);
  }
});

Deno.test("every folder of lib has its line in the table", () => {
  const folders = new Set<string>();
  for (const { from } of imports) folders.add(folderOf(from));
  assert.deepEqual([...folders].filter((name) => !(name in allowed)), []);
});

Deno.test("no folder imports one that its line does not name", () => {
  const wrong = between.filter(({ room, other }) => !allowed[room]?.includes(other));
  assert.deepEqual(wrong.map(({ from, to }) => `${from} imports ${to}`), []);
});

Deno.test("a circle is found where there is one", () => {
  assert.deepEqual(findCircle([["a", "b"], ["b", "c"], ["c", "b"]]), ["b", "c", "b"]);
  assert.deepEqual(findCircle([["a", "b"], ["a", "c"], ["b", "c"]]), []);
});

Deno.test("no files import one another's values in a circle", () => {
  assert.deepEqual(findCircle(imports.filter((one) => one.isValue).map(({ from, to }) => [from, to])), []);
});

Deno.test("no folders import one another's values in a circle", () => {
  assert.deepEqual(findCircle(between.filter((one) => one.isValue).map((e) => [e.room, e.other])), []);
});
