import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { formatHeader, readSafetensors, writeSafetensors } from "lib/training/checkpoint";
import { headerLength, parseHeader } from "../../../lib/training/checkpoint/safetensors_header.ts";
import { forEachBackend } from "../../backends.ts";

const fixture = (name: string) => `${import.meta.dirname}/fixtures/${name}.safetensors`;

forEachBackend("readSafetensors() reads every dtype that Hugging Face's library writes", async () => {
  const { tensors, metadata } = await readSafetensors(fixture("reference"));
  const read = (name: string) => {
    const t = tensors.get(name)!;
    return [t.dtype, t.shape, Array.from(t.dataSync())];
  };
  const f32 = (...values: number[]) => Array.from(Float32Array.from(values));
  assert.deepEqual(metadata, { format: "pt" });
  assert.deepEqual(read("f32"), ["float32", [2, 3], f32(1.5, -2.25, 0, 3e38, -1e-38, 7)]);
  assert.deepEqual(read("f16"), ["float32", [3], [1.5, -65504, 2 ** -24]]);
  assert.deepEqual(read("bf16"), ["float32", [3], f32(1.5, -3.00405527047391e38, 0.10009765625)]);
  assert.deepEqual(read("i64"), ["int32", [2, 1], [2 ** 31 - 1, -(2 ** 31)]]);
  assert.deepEqual(read("i32"), ["int32", [3], [1, -2, 3]]);
  assert.deepEqual(read("u8"), ["int32", [2], [0, 255]]);
  assert.deepEqual(read("bool"), ["bool", [3], [1, 0, 1]]);
  assert.deepEqual(read("scalar"), ["float32", [], [4]]);
  assert.deepEqual(read("empty"), ["float32", [0, 3], []]);
  assert.deepEqual(read('한글 "quoted"'), ["float32", [1], [9]]);
});

forEachBackend("writeSafetensors() writes the bytes that Hugging Face's library writes", async () => {
  const path = await Deno.makeTempFile();
  const { tensors, metadata } = await readSafetensors(fixture("same_bytes"));
  const bytes = await writeSafetensors(path, { tensors, metadata });
  assert.deepEqual(await Deno.readFile(path), await Deno.readFile(fixture("same_bytes")));
  assert.equal(bytes, (await Deno.stat(path)).size);
  await Deno.remove(path);
});

forEachBackend(
  "tensors come back from a file bit for bit, in the order in which they were written",
  async () => {
    const path = await Deno.makeTempFile();
    const tensors = new Map([
      ["z", tf.tensor1d([NaN, Infinity, -0, 1e-45])],
      ["a", tf.randomNormal([3, 4], 0, 1, "float32", 5)],
      ["m.0.x", tf.zeros([0])],
    ]);
    await writeSafetensors(path, { tensors });
    const back = (await readSafetensors(path)).tensors;
    assert.deepEqual([...back.keys()], ["z", "a", "m.0.x"]);
    for (const [name, t] of tensors) assert.deepEqual(back.get(name)!.dataSync(), t.dataSync());
    assert.deepEqual([...(await readSafetensors(path, { names: ["a"] })).tensors.keys()], ["a"]);
    await assert.rejects(readSafetensors(path, { names: ["b"] }), /there is no tensor "b" in it/);
    await Deno.remove(path);
  },
);

const parse = (header: unknown, dataBytes: number) => {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  return parseHeader(json, 8 + json.length + dataBytes);
};
const F32 = (begin: number, end: number, shape = [(end - begin) / 4]) => ({
  dtype: "F32",
  shape,
  data_offsets: [begin, end],
});

const damaged: [string, unknown, number, RegExp][] = [
  ["no JSON", "{broken", 0, /JSON/],
  ["a list instead of an object", "[]", 0, /must begin with "{"/],
  ["an unknown dtype", { a: { ...F32(0, 8), dtype: "F128" } }, 8, /dtype "F128"; the format has BOOL, U8/],
  ["a dtype that every object has", { a: { ...F32(0, 8), dtype: "toString" } }, 8, /dtype "toString"/],
  ["a negative size", { a: F32(0, 4, [-1]) }, 4, /whole numbers, 0 or more/],
  ["offsets the wrong way round", { a: F32(8, 4) }, 8, /lies at bytes 8 … 4|whole numbers/],
  ["an end past the file", { a: F32(0, 16) }, 8, /but the file holds 8 bytes/],
  ["a shape that its bytes do not fill", { a: F32(0, 8, [3]) }, 8, /12 bytes, but has 8/],
  ["an overlap", { a: F32(0, 8), b: F32(4, 12) }, 12, /"b" begins at byte 4 and overlaps/],
  ["a hole", { a: F32(0, 4), b: F32(8, 12) }, 12, /"b" begins at byte 8 and leaves a hole/],
  ["bytes behind the last tensor", { a: F32(0, 4) }, 8, /end at byte 4, but the file holds 8/],
  ["metadata that is no string", { __metadata__: { step: 3 } }, 0, /__metadata__\["step"\] must be a string/],
  [
    "a name twice",
    `{"a":${JSON.stringify(F32(0, 4))}, "\\u0061" :${JSON.stringify(F32(0, 4))}}`,
    4,
    /names "a" twice/,
  ],
  [
    "a field twice",
    '{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}',
    4,
    /names "shape" twice/,
  ],
];
for (const [what, header, dataBytes, message] of damaged) {
  Deno.test(`parseHeader() refuses ${what}`, () => {
    assert.throws(() => parse(header, dataBytes), message);
  });
}

Deno.test("parseHeader() takes braces, colons and quotes inside names for what they are", () => {
  const { entries } = parse({ '{"a":': F32(0, 4), ':}"\\': F32(4, 8) }, 8);
  assert.deepEqual([...entries.keys()], ['{"a":', ':}"\\']);
});

forEachBackend(
  "a bool that is another byte than 0 is true, and the metadata may be null, as in safetensors 0.8",
  async () => {
    const header = { __metadata__: null, a: { dtype: "BOOL", shape: [3], data_offsets: [0, 3] } };
    const json = new TextEncoder().encode(JSON.stringify(header)), path = await Deno.makeTempFile();
    await Deno.writeFile(path, Uint8Array.of(json.length, ...new Uint8Array(7), ...json, 0, 1, 2));
    const { tensors, metadata } = await readSafetensors(path);
    assert.deepEqual([...tensors.get("a")!.dataSync()], [0, 1, 1]);
    assert.equal(tensors.get("a")!.toFloat().sum().dataSync()[0], 2);
    assert.deepEqual(metadata, {});
    await Deno.remove(path);
  },
);

Deno.test("headerLength() refuses lengths that no file of this size can have", () => {
  const prefix = (n: bigint) => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, n, true);
    return bytes;
  };
  assert.equal(headerLength(prefix(92n), 100), 92);
  for (const n of [93n, 2n ** 63n, 200_000_000n, 0n]) {
    assert.throws(() => headerLength(prefix(n), 100), RangeError);
  }
  const pointer = new TextEncoder().encode("version https://git-lfs.github.com/spec/v1");
  assert.throws(() => headerLength(pointer.subarray(0, 8), 134), /a pointer of Git LFS/);
  assert.throws(() => headerLength(new Uint8Array(3), 3), /at least 10 bytes, this one has 3/);
});

Deno.test("formatHeader() keeps every tensor aligned to its width", () => {
  const tensors = new Map(
    [
      ["flag", { dtype: "BOOL", shape: [3] }],
      ["weight", { dtype: "F32", shape: [2] }],
    ] as const,
  );
  const { bytes, order } = formatHeader(tensors);
  assert.deepEqual(order, ["weight", "flag"]);
  assert.equal(bytes.length % 8, 0);
  const { entries } = parseHeader(bytes.subarray(8), bytes.length + 11);
  assert.equal(entries.get("weight")!.begin, 0);
});

Deno.test("readSafetensors() names the file that is cut off, and leaves no tensors behind", async () => {
  await tf.setBackend("cpu");
  const path = await Deno.makeTempFile();
  const whole = await Deno.readFile(fixture("reference"));
  const before = tf.memory().numTensors;
  for (const size of [0, 5, 40, whole.length - 1]) {
    await Deno.writeFile(path, whole.subarray(0, size));
    await assert.rejects(readSafetensors(path), (error: Error) => error.message.includes(path));
  }
  assert.equal(tf.memory().numTensors, before);
  await Deno.remove(path);
});

Deno.test("readSafetensors() refuses an I64 that int32 cannot hold", async () => {
  await tf.setBackend("cpu");
  const path = await Deno.makeTempFile();
  const { bytes } = formatHeader(new Map([["n", { dtype: "I64", shape: [1] }]] as const));
  const file = new Uint8Array(bytes.length + 8);
  file.set(bytes);
  new DataView(file.buffer).setBigInt64(bytes.length, 2n ** 31n, true);
  await Deno.writeFile(path, file);
  await assert.rejects(readSafetensors(path), /"n" holds 2147483648, which int32 cannot hold/);
  await Deno.remove(path);
});

Deno.test("writeSafetensors() refuses a dtype before it touches the file", async () => {
  await tf.setBackend("cpu");
  const folder = await Deno.makeTempDir();
  const tensors = new Map<string, tf.Tensor>([["c", tf.complex([1], [2])]]);
  await assert.rejects(writeSafetensors(`${folder}/x`, { tensors }), /"c" is complex64/);
  assert.deepEqual(await Array.fromAsync(Deno.readDir(folder)), []);
  await Deno.remove(folder);
});
