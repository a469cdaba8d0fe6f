/** Saves two checkpoints into the folder named first, the second of a size given in floats; prints the error, if any. */
import * as tf from "@tensorflow/tfjs";
import { saveCheckpoint } from "lib/training/checkpoint";

const [folder, floats] = Deno.args;
await tf.setBackend("cpu");
const save = (step: number, size: number) =>
  saveCheckpoint(folder, {
    keepLast: 1,
    checkpoint: {
      step,
      heldOutLoss: null,
      config: null,
      run: null,
      params: { weight: tf.zeros([size]) },
      optimizer: { t: tf.scalar(step) },
    },
  });
await save(1, 10);
const error = await save(2, Number(floats)).then(() => null, (e: Error) => e.message);
console.log(JSON.stringify({ error }));
