import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  CLINIC_CASES,
  findClinicCase,
  recordedClinic,
  reproduceClinic,
} from "../../../lib/notebook/clinic/clinic_cases.ts";
import { clinicLogits, initClinic } from "../../../lib/notebook/clinic/clinic_model.ts";
import {
  CLINIC_STEPS,
  HEALTHY,
  HELD_OUT_EVERY,
  runClinic,
  TRAIN_EVERY,
} from "../../../lib/notebook/clinic/clinic_run.ts";

Deno.test("each patient differs from the healthy recipe in one setting", () => {
  assert.equal(CLINIC_CASES.length, 8);
  assert.equal(new Set(CLINIC_CASES.map(({ name }) => name)).size, 8);
  for (const { name, change } of CLINIC_CASES) {
    const [[setting, value], ...more] = Object.entries(change);
    assert.equal(more.length, 0, name);
    assert.notEqual(HEALTHY[setting as keyof typeof HEALTHY], value, name);
  }
  assert.throws(() => findClinicCase("Z"), /no curve "Z"; the curves are A, B, C, D, E, F, G, H/);
});

Deno.test("the recorded curves are whole, and show what their texts say", () => {
  const { healthy, cases } = recordedClinic();
  const curves = new Map(cases.map(({ cause, curve }) => [cause, curve]));
  const last = (losses: readonly number[]) => losses[losses.length - 1];
  for (const { train, heldOut, nanAt } of [healthy, ...curves.values()]) {
    if (nanAt !== null) continue;
    assert.deepEqual([train.length, heldOut.length], [
      CLINIC_STEPS / TRAIN_EVERY,
      CLINIC_STEPS / HELD_OUT_EVERY,
    ]);
  }
  const end = (cause: string) => last(curves.get(cause)!.heldOut);
  assert.ok(end("no warm-up") > last(healthy.heldOut) + 0.2);
  assert.ok(end("a bug that leaks the target") < 0.05);
  const overfitted = curves.get("overfitting")!;
  assert.ok(end("overfitting") > Math.min(...overfitted.heldOut) + 1 && last(overfitted.train) < 1);
  const ofLetters = 3.1; // the loss of the letters' frequencies, which the notebook computes
  for (const cause of ["dead layer", "too high a learning rate"]) {
    assert.ok(Math.abs(end(cause) - ofLetters) < 0.05, `${cause}: ${end(cause)}`);
  }
  assert.equal(curves.get("NaN")!.nanAt, 171);
  const swinging = curves.get("data in order")!.heldOut;
  for (const step of [175, 325]) {
    const i = step / HELD_OUT_EVERY - 1;
    assert.ok(swinging[i] > swinging[i - 1] + 0.1 && swinging[i] > swinging[i + 1] + 0.1, `step ${step}`);
  }
  assert.ok(end("data in order") > last(healthy.heldOut) + 0.05);
  assert.ok(Math.abs(end("wrong mask") - 2.31) < 0.05); // the loss of a bigram of letters
});

Deno.test("the clinic's mask hides what it says, and a ReLU layer with biases of −10 is dead", async () => {
  await tf.setBackend("cpu");
  const ids = (text: number[]) => tf.tensor2d([text], [1, text.length], "int32");
  const alive = initClinic({ vocabSize: 9, seed: 1, reluBias: 0 });
  const at = (kind: "causal" | "itself", text: number[]) =>
    clinicLogits(alive, ids(text), kind).arraySync()[0];
  const close = (a: number[], b: number[]) => a.every((x, i) => Math.abs(x - b[i]) < 1e-6);
  assert.ok(close(at("causal", [1, 2, 3])[1], at("causal", [1, 2, 5])[1]), "a later letter changes nothing");
  assert.ok(!close(at("causal", [1, 2, 3])[2], at("causal", [4, 2, 3])[2]), "an earlier one does");
  assert.ok(
    close(at("itself", [1, 2, 3])[2], at("itself", [4, 2, 3])[2]),
    "or does not, if all but itself is hidden",
  );
  const dead = initClinic({ vocabSize: 9, seed: 1, reluBias: -10 });
  const logits = clinicLogits(dead, ids([1, 2, 3]), "causal").arraySync()[0];
  assert.ok(
    logits.every((row) => row.every((x) => x === 0)),
    "only the biases of the head are left, 0 at first",
  );
});

Deno.test("runClinic() stops at a NaN and keeps the losses before it", async () => {
  await tf.setBackend("cpu");
  const { train, nanAt } = await runClinic({ emptyWindowAt: 6, warmupSteps: 2 }, { steps: 8, batchSize: 2 });
  assert.deepEqual([train.length, nanAt], [1, 7]);
  assert.ok(train[0] > 3 && train[0] < 4.5);
});

Deno.test("reproduceClinic() ends where the reader stops it", async () => {
  await tf.setBackend("cpu");
  const curve = await reproduceClinic("A", { signal: AbortSignal.abort() });
  assert.deepEqual(curve, { train: [], heldOut: [], nanAt: null });
});
