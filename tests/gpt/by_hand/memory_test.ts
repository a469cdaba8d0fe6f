/** The memory formula is what a training allocates, to the byte. */
import assert from "node:assert/strict";
import { gpt2Config } from "lib/gpt";
import { memoryByHand } from "../../../lib/gpt/by_hand/memory.ts";
import { makeTraining } from "../../../lib/gpt/by_hand/training.ts";

/** Bytes of all arrays below `node`; views of one buffer count once. */
function bytesOf(node: unknown, seen = new Set<ArrayBufferLike>()): number {
  if (ArrayBuffer.isView(node)) {
    if (seen.has(node.buffer)) return 0;
    seen.add(node.buffer);
    return node.buffer.byteLength;
  }
  if (typeof node !== "object" || node === null) return 0;
  return Object.values(node).reduce((sum: number, child) => sum + bytesOf(child, seen), 0);
}

for (const tiedHead of [true, false]) {
  Deno.test(`memoryByHand() is what makeTraining allocates, part by part; tied head: ${tiedHead}`, () => {
    const config = { ...gpt2Config, vocabSize: 50, blockSize: 9, nLayer: 3, nHead: 2, nEmbd: 8, dropout: 0 };
    const shape = [2, 7] as const;
    const { params, grads, m, v, activations } = makeTraining({ ...config, tiedHead }, shape);
    assert.deepEqual(memoryByHand({ ...config, tiedHead }, shape), {
      parameters: bytesOf(params),
      gradients: bytesOf(grads),
      moments: bytesOf([m, v]),
      activations: bytesOf(activations),
    });
  });
}
