/**
 * Training killed with SIGKILL 20 times: nothing is lost, and the losses are those of a run that was never killed.
 *
 * Half of the kills come some milliseconds after the child said that it begins to save, half at any moment. The
 * moments come from a seed (CRASH_SEED, else the time), which is printed, so that a failure can be repeated as far as
 * the machine's own timing allows.
 */
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import { spawn } from "node:child_process";
import { latestCheckpoint, listCheckpoints } from "lib/checkpoint";
import { findLibrary, TensorFlowNotFoundError } from "lib/tensorflow";

const CHILD = new URL("./train_child.ts", import.meta.url).pathname;
const KILLS = 20;
const STEPS = 500;
const SAVE_MS = 12; // a save of the child takes about this long

/** The engine that people train on where there is one; plain JavaScript otherwise. */
function backend(): "tensorflow" | "cpu" {
  try {
    findLibrary();
    return "tensorflow";
  } catch (error) {
    if (error instanceof TensorFlowNotFoundError) return "cpu";
    throw error;
  }
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Life {
  readonly lines: readonly string[];
  readonly isDone: boolean;
}

/**
 * Runs the child until it is done, or kills it `delayMs` after the `count`-th line that begins with `word`.
 */
async function live(
  folder: string,
  kill: { readonly word: string; readonly count: number; readonly delayMs: number } | null,
): Promise<Life> {
  const args = ["run", "-A", "--no-check", CHILD, folder, backend(), String(STEPS)];
  const child = spawn(Deno.execPath(), args, { stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk) => errors += chunk);
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on("close", (code, signal) => resolve({ code, signal }))
  );
  const lines: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (/^(resumed|step|heldout|saving|saved|done)\b/.test(line)) lines.push(line);
    if (kill && line.startsWith(kill.word) && ++seen === kill.count) {
      timer = setTimeout(() => child.kill("SIGKILL"), kill.delayMs);
    }
  }
  const { code, signal } = await ended;
  clearTimeout(timer);
  if (signal !== "SIGKILL") assert.equal(code, 0, errors);
  return { lines, isDone: lines.at(-1) === "done" };
}

const losses = (life: Life) => life.lines.filter((line) => /^(step|heldout) /.test(line));
const lastStep = (lines: readonly string[], word: string) =>
  Number(lines.findLast((line) => line.startsWith(word + " "))?.split(" ")[1] ?? 0);

Deno.test(`training killed ${KILLS} times with SIGKILL goes on as if nothing had happened`, async () => {
  const folder = await Deno.makeTempDir();
  const seed = Number(Deno.env.get("CRASH_SEED") ?? Date.now() % 1e6);
  console.log(`crash test on "${backend()}", CRASH_SEED=${seed}`);
  const random = randomFrom(seed);
  try {
    const uninterrupted = await live(`${folder}/whole`, null);
    const expected = new Map(losses(uninterrupted).map((line) => [line.split(" ", 2).join(" "), line]));
    assert.equal(lastStep(uninterrupted.lines, "step"), STEPS);

    const killed = `${folder}/killed`;
    let duringSave = 0, reached = 0;
    const seen = new Set<string>();
    const follow = async (kill: Parameters<typeof live>[1]) => {
      const before = await latestCheckpoint(killed);
      const life = await live(killed, kill);
      const resumed = lastStep(life.lines.slice(0, 1), "resumed");
      assert.equal(resumed, before?.step ?? 0, "it begins where the latest whole checkpoint is");
      assert.ok(resumed >= reached, `resumed at ${resumed}, but ${reached} had been saved`);
      const first = life.lines.find((line) => line.startsWith("step "));
      if (first) assert.equal(Number(first.split(" ")[1]), resumed + 1);
      for (const line of losses(life)) {
        assert.equal(
          line,
          expected.get(line.split(" ", 2).join(" ")),
          "the uninterrupted run has another loss",
        );
        seen.add(line);
      }
      assert.deepEqual((await listCheckpoints(killed)).damaged, []);
      reached = Math.max(reached, lastStep(life.lines, "saved"));
      if (/^saving /.test(life.lines.at(-1) ?? "")) duringSave++;
      return life;
    };
    for (let i = 0; i < KILLS; i++) {
      // Few enough steps that 20 lives do not reach the end.
      const count = 1 + Math.floor(random() * 6);
      const life = await follow(
        i % 2 === 0
          ? { word: "saving", count, delayMs: random() * SAVE_MS }
          : { word: "step", count, delayMs: random() * 20 },
      );
      assert.equal(life.isDone, false, `life ${i + 1} was killed`);
    }
    assert.ok((await follow(null)).isDone);
    assert.equal(seen.size, expected.size, "together the lives went through every step");
    console.log(`${KILLS} kills, ${duringSave} of them during a save, at steps up to ${STEPS}`);
    assert.ok(
      duringSave >= 3,
      `only ${duringSave} kills fell into a save; SAVE_MS no longer fits the machine`,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
