import assert from "node:assert/strict";

/** What a fresh Deno prints that makes a tensor on the plain JavaScript backend, after `prepare`. */
async function printed(prepare: string): Promise<string> {
  const code = `
    import * as tf from "@tensorflow/tfjs";
    import { useDevice } from "lib/device";
    ${prepare}
    console.log((await tf.add(tf.tensor1d([1, 2]), 1).data()).join());
  `;
  const root = new URL("../../", import.meta.url);
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", code],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return decode(stdout) + decode(stderr);
}

Deno.test("the plain JavaScript device prints no advertisement for tfjs-node", async () => {
  assert.match(await printed(`await tf.setBackend("cpu");`), /running TensorFlow\.js in Node\.js/);
  assert.equal(await printed(`await useDevice({ kind: "js", quiet: true });`), "2,3\n");
});

Deno.test("useDevice() prints one line, once, and nothing if quiet", async () => {
  const output = await printed(`await useDevice({ kind: "js" }); await useDevice({ kind: "js" });`);
  assert.match(
    output,
    /^plain JavaScript \(slow\): .+, \d+ cores, [\d.]+ GiB memory, TensorFlow\.js 4\.22\.0\n2,3\n$/,
  );
});
