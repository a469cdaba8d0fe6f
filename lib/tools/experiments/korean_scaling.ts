/**
 * `deno task repro:korean-scaling --record`: notebook 05's scaling experiment at its full size; --record saves it in
 * assets/results.
 *
 * Five model sizes from 13 thousand to half a million weights, each trained on four amounts of the Korean textbook, with
 * the same tokenizer and the same held-out documents. About four minutes on two idle CPU cores.
 */

import { koreanDocuments } from "../../../data/mod.ts";
import { measureScaling, type ScalingPoint } from "../../notebook/mod.ts";
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import { trainByteLevel } from "../../tokenizers/mod.ts";
import { recordRows } from "../bench/measured_on.ts";

const END = "<|end|>";

async function main(): Promise<void> {
  const startMs = performance.now();
  const device = await useDevice();
  const types = ["passage", "dialogue", "question", "question", "question", "question"] as const; // as notebook 05
  const train = Array.from(koreanDocuments({ types }), ({ text }) => text);
  // Another seed combines the same facts and frames anew: the sentences occur in the training, the documents do not.
  const heldOut = Array.from(koreanDocuments({ types, seed: 2, characters: 60_000 }), ({ text }) => text);
  const tokenizer = trainByteLevel(train, { vocabSize: 1500, specials: [END] });
  const end = tokenizer.specials.get(END)!;
  const encode = (texts: readonly string[]) =>
    Int32Array.from(texts.flatMap((text) => [...tokenizer.encode(text), end]));
  const heldOutIds = encode(heldOut);
  const characters = heldOut.reduce((sum, text) => sum + text.length + 1, 0); // the end of a document counts as one character

  const rows: ScalingPoint[] = [];
  const points = measureScaling({
    shapes: [
      { nLayer: 1, nHead: 1, nEmbd: 8 },
      { nLayer: 1, nHead: 2, nEmbd: 16 },
      { nLayer: 2, nHead: 2, nEmbd: 32 },
      { nLayer: 2, nHead: 4, nEmbd: 64 },
      { nLayer: 3, nHead: 4, nEmbd: 96 },
    ],
    steps: [50, 100, 200, 400],
    vocabSize: tokenizer.vocabSize,
    blockSize: 64,
    batchSize: 16,
    learningRate: (nEmbd) => Math.min(2e-2, 0.3 / nEmbd),
    train: encode(train),
    heldOut: heldOutIds,
    charactersPerToken: characters / heldOutIds.length,
    seed: 1,
    compile: jit,
  });
  for await (const point of points) {
    rows.push(point);
    console.log(
      `${point.parameters} parameters, ${point.tokens} tokens: ` +
        `${point.bitsPerCharacter.toFixed(4)} bits per character, ${point.seconds.toFixed(1)} s`,
    );
  }
  if (!Deno.args.includes("--record")) return;
  const command = "deno task repro:korean-scaling --record";
  console.log(recordRows(device, { name: "korean-scaling", command, seed: 1, startMs, rows }));
}

if (import.meta.main) await main();
