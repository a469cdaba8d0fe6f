/**
 * Kills a training with SIGKILL 20 times: nothing is lost, and the losses are those of a run that was never killed.
 *
 * Half of the kills come while the child saves, the others at any moment. The time of a save is measured first. The moments
 * come from a seed (CRASH_SEED, otherwise the time), which is printed, so that a failure can be repeated as far as the
 * machine's timing allows.
 */
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import { spawn } from "node:child_process";
import { latestCheckpoint, listCheckpoints } from "lib/training/checkpoint";
import { missingLibrary } from "../engine/device/missing_library.ts";

const CHILD = `${import.meta.dirname}/train_child.ts`;
const KILLS = 20;
const STEPS = 500;
const MIN_DURING_SAVE = 3; // kills go on until at least so many happened during a save; usually half of them do

/** TensorFlow where it is installed; otherwise plain JavaScript. */
const backend = missingLibrary() === "" ? "tensorflow" : "cpu";

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
  /** How long each save took, ms. */
  readonly saves: readonly number[];
  readonly isDone: boolean;
}

/**
 * Runs the child until it is done, or kills it `delayMs` after the `count`-th line that begins with `word`.
 */
async function live(
  folder: string,
  kill: { readonly word: string; readonly count: number; readonly delayMs: number } | null,
): Promise<Life> {
  const args = ["run", "-A", "--no-check", CHILD, folder, backend, String(STEPS)];
  const child = spawn(Deno.execPath(), args, { stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk) => errors += chunk);
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on("close", (code, signal) => resolve({ code, signal }))
  );
  const lines: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen = 0, savingSince = 0;
  const saves: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("saving ")) savingSince = performance.now();
    if (line.startsWith("saved ")) saves.push(performance.now() - savingSince);
    if (/^(resumed|step|heldout|saving|saved|done)\b/.test(line)) lines.push(line);
    if (kill && line.startsWith(kill.word) && ++seen === kill.count) {
      timer = setTimeout(() => child.kill("SIGKILL"), kill.delayMs);
    }
  }
  const { code, signal } = await ended;
  clearTimeout(timer);
  if (signal !== "SIGKILL") assert.equal(code, 0, errors);
  return { lines, saves, isDone: lines.at(-1) === "done" };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];
const losses = (life: Life) => life.lines.filter((line) => /^(step|heldout) /.test(line));
const lastStep = (lines: readonly string[], word: string) =>
  Number(lines.findLast((line) => line.startsWith(word + " "))?.split(" ")[1] ?? 0);

Deno.test(`training killed ${KILLS} times with SIGKILL goes on as if nothing had happened`, async () => {
  const folder = await Deno.makeTempDir();
  const seed = Number(Deno.env.get("CRASH_SEED") ?? Date.now() % 1e6);
  console.log(`crash test on "${backend}", CRASH_SEED=${seed}`);
  const random = randomFrom(seed);
  try {
    const uninterrupted = await live(`${folder}/whole`, null);
    const expected = new Map(losses(uninterrupted).map((line) => [line.split(" ", 2).join(" "), line]));
    assert.equal(lastStep(uninterrupted.lines, "step"), STEPS);

    const saveMs = median(uninterrupted.saves);

    const killed = `${folder}/killed`;
    let kills = 0, duringSave = 0, reached = 0;
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
    while (kills < KILLS || (duringSave < MIN_DURING_SAVE && kills < 2 * KILLS)) {
      // So few steps that all these runs together do not reach the end.
      const count = 1 + Math.floor(random() * 6);
      const life = await follow(
        kills % 2 === 0
          ? { word: "saving", count, delayMs: random() * saveMs }
          : { word: "step", count, delayMs: random() * 20 },
      );
      kills++;
      assert.equal(life.isDone, false, `life ${kills} was killed`);
    }
    assert.ok((await follow(null)).isDone);
    assert.equal(seen.size, expected.size, "together the lives went through every step");
    console.log(
      `${kills} kills, ${duringSave} during a save (${saveMs.toFixed(1)} ms), at steps up to ${STEPS}`,
    );
    assert.ok(duringSave >= MIN_DURING_SAVE, `only ${duringSave} of ${kills} kills fell into a save`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
