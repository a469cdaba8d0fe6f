/** Students: the same training gives the same student, the lessons differ, and the teacher stays as it is. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { useTensorFlow } from "lib/engine/tensorflow";
import { initGPT, type Model } from "lib/gpt";
import { disposeParams, flattenParams, seed } from "lib/nn";
import {
  type Lesson,
  LESSONS,
  measureStudent,
  trainStudent,
} from "../../../lib/lotto/experiments/distillation.ts";
import { scratchpadConfig } from "../../../lib/lotto/scratchpad/scratchpad_training.ts";
import { missingLibrary } from "../../engine/device/missing_library.ts";
import { skipIf } from "../../skip.ts";

const shape = { nLayer: 1, nHead: 1, nEmbd: 8 };
const config = scratchpadConfig(shape);
const recipe = { ...shape, steps: 2, tokensPerBatch: 300 };
const weights = ({ params }: Model) =>
  [...flattenParams(params).values()].flatMap((tensor) => [...tensor.dataSync()]);

Deno.test({
  ...skipIf(
    "trainStudent() gives the same student again, another for each lesson, and no leak",
    missingLibrary(),
  ),
  async fn() {
    useTensorFlow();
    await tf.setBackend("tensorflow");
    const teacher = { params: initGPT(config, seed(2)), config }, before = weights(teacher);
    const train = (lesson: Lesson) => trainStudent(teacher, { lesson, seed: 1, recipe, programs: 16 });
    const seen: number[][] = [];
    for (const lesson of Object.keys(LESSONS) as Lesson[]) {
      const student = await train(lesson);
      const tensors = tf.memory().numTensors;
      const again = await train(lesson);
      assert.deepEqual(weights(again), weights(student), lesson);
      disposeParams(again.params);
      assert.equal(tf.memory().numTensors, tensors, lesson);
      for (const other of seen) assert.notDeepEqual(weights(student), other, lesson);
      seen.push(weights(student));
      if (lesson === "soft") {
        const { loss, balanced } = await measureStudent(student, { prompts: 8, seed: 1 });
        assert.ok(loss > 3 && loss < Math.log(172) + 1, `${loss}`); // hardly trained
        assert.equal(balanced.total, 8);
      }
      disposeParams(student.params);
    }
    assert.deepEqual(weights(teacher), before);
    disposeParams(teacher.params);
  },
});
