/**
 * Measures the memory of a training by hand, to compare it with the formula of lib/gpt/by_hand.
 *
 * A new process holds the training and nothing else. The kernel's own memory holds many other things and changes all the
 * time.
 */
import type { GPTConfig } from "../gpt/mod.ts";

const BY_HAND = new URL("../gpt/by_hand/mod.ts", import.meta.url).href;

/**
 * Allocates a training for batches of B sequences of T tokens in a new process and fills its arrays.
 *
 * @returns the growth of the process's resident memory in bytes
 * @throws {Error} if the process fails, with what it wrote
 */
export async function measureTrainingMemory(
  config: GPTConfig,
  shape: readonly [B: number, T: number],
): Promise<number> {
  // Memory counts as resident when it is first written, so the arrays are filled. The first, tiny training loads the code.
  const program = `
    const { makeTraining } = await import(${JSON.stringify(BY_HAND)});
    const fill = (node) => ArrayBuffer.isView(node) ? node.fill(1)
      : typeof node === "object" && Object.values(node).forEach(fill);
    fill(makeTraining(${JSON.stringify({ ...config, nLayer: 1, nEmbd: config.nHead })}, [1, 1]));
    const before = Deno.memoryUsage().rss;
    const training = makeTraining(${JSON.stringify(config)}, ${JSON.stringify(shape)});
    fill(training);
    console.log(Deno.memoryUsage().rss - before);
    globalThis.kept = training;`;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", program],
  }).output();
  const [out, error] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes).trim());
  if (!success || !/^-?\d+$/.test(out)) {
    throw new Error(
      `measuring a training's memory in a new process: expected a number, found "${out}" ${error}`,
    );
  }
  return Number(out);
}
