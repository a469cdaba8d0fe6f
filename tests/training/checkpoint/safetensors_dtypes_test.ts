/** Every number type of the format, against Python's safetensors, numpy and ml_dtypes (fixtures/generate_dtypes.py). */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { parseHeader } from "../../../lib/training/checkpoint/safetensors_header.ts";
import { readSafetensors, readSafetensorsHeader } from "lib/training/checkpoint";
import { forEachBackend } from "../../backends.ts";

const fixture = (name: string) => `${import.meta.dirname}/fixtures/${name}.safetensors`;
const UNREAD = ["C64", "F8_E4M3FNUZ", "F8_E5M2FNUZ", "F8_E8M0"];

forEachBackend("each type that is read gives the values that Python gives", async () => {
  const { entries } = await readSafetensorsHeader(fixture("dtypes"));
  const names = [...entries.keys()].filter((name) => !UNREAD.includes(name));
  assert.equal(names.length, 16);
  const { tensors } = await readSafetensors(fixture("dtypes"), { names });
  const expected = (await readSafetensors(fixture("dtypes_expected"))).tensors;
  assert.deepEqual([...expected.keys()].sort(), names.toSorted());
  for (const [name, tensor] of expected) {
    const found = tensors.get(name)!;
    assert.equal(found.dtype, tensor.dtype, name);
    assert.deepEqual(found.shape, tensor.shape, name);
    // As arrays of numbers: NaN equals NaN whatever its bits, and -0 is not 0.
    assert.deepEqual(Array.from(found.dataSync()), Array.from(tensor.dataSync()), name);
  }
  tf.dispose([...tensors.values(), ...expected.values()]);
});

Deno.test("a type that is not read is refused by name, only where its tensor is wanted", async () => {
  await tf.setBackend("cpu");
  const before = tf.memory().numTensors;
  for (const name of UNREAD) {
    await assert.rejects(
      readSafetensors(fixture("dtypes"), { names: ["F32", name] }),
      new RegExp(`"${name}" has dtype "${name}"; this reader knows F32, F64`),
    );
  }
  await assert.rejects(readSafetensors(fixture("dtypes")), /has dtype "\w+"; this reader knows/);
  assert.equal(tf.memory().numTensors, before);
});

/** A file of one tensor "x". */
async function write(dtype: string, shape: number[], data: Uint8Array): Promise<string> {
  const entry = { dtype, shape, data_offsets: [0, data.length] };
  const json = new TextEncoder().encode(JSON.stringify({ x: entry }));
  const file = new Uint8Array(8 + json.length + data.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  file.set(data, 8 + json.length);
  const path = await Deno.makeTempFile();
  await Deno.writeFile(path, file);
  return path;
}

forEachBackend("a tensor has as many dimensions as TensorFlow allows, and is refused with more", async () => {
  const four = new Uint8Array(Float32Array.of(7).buffer);
  for (const rank of [0, 7, 254, 255, 5000]) {
    const path = await write("F32", Array(rank).fill(1), four);
    if (rank > 254) await assert.rejects(readSafetensors(path), new RegExp(`"x" has ${rank} dimensions`));
    else {
      const x = (await readSafetensors(path)).tensors.get("x")!;
      assert.deepEqual([x.rank, x.dataSync()[0]], [rank, 7]);
      x.dispose();
    }
    await Deno.remove(path);
  }
});

const tooLarge: [string, ArrayBufferView<ArrayBuffer>, RegExp][] = [
  ["U32", Uint32Array.of(1, 2 ** 31), /"x" holds 2147483648, which int32 cannot hold/],
  ["I64", BigInt64Array.of(-(2n ** 31n) - 1n), /"x" holds -2147483649, which int32 cannot hold/],
  ["U64", BigUint64Array.of(2n ** 64n - 1n), /"x" holds 18446744073709551615, which int32 cannot hold/],
  ["F64", Float64Array.of(0, 1e300), /"x" holds 1e\+300, which float32 cannot hold/],
  ["F64", Float64Array.of(-3.5e38), /"x" holds -3\.5e\+38, which float32 cannot hold/],
];
for (const [dtype, values, message] of tooLarge) {
  Deno.test(`a number of ${dtype} that ours cannot hold is refused: ${message.source.slice(4, 30)}`, async () => {
    await tf.setBackend("cpu");
    const bytes = new Uint8Array(values.buffer);
    const path = await write(dtype, [bytes.length / (dtype === "U32" ? 4 : 8)], bytes);
    await assert.rejects(readSafetensors(path), message);
    await Deno.remove(path);
  });
}

// What Python's safetensors 0.8.0 says of the same headers, unless noted.
const headers: [string, string, number, RegExp | null][] = [
  ["half a byte", '{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,2]}}', 2, /no whole number of bytes/],
  [
    "a type of half bytes that fills its bytes",
    '{"a":{"dtype":"F4","shape":[4],"data_offsets":[0,2]}}',
    2,
    null,
  ],
  ["6 bits", '{"a":{"dtype":"F6_E2M3","shape":[4],"data_offsets":[0,3]}}', 3, null],
  ["a byte order mark", "\ufeff{}", 0, /must begin with "\{"/],
  [
    "sizes that overflow before a 0",
    `{"a":{"dtype":"F32","shape":[${2 ** 40},${2 ** 40},0],"data_offsets":[0,0]}}`,
    0,
    /larger than any tensor can be/,
  ],
  [
    "sizes that overflow behind a 0 (taken by Python's reader, refused by numpy)",
    `{"a":{"dtype":"F32","shape":[0,${2 ** 40},${2 ** 40}],"data_offsets":[0,0]}}`,
    0,
    /larger than any tensor can be/,
  ],
  ["an empty tensor", '{"a":{"dtype":"F64","shape":[3,0,5],"data_offsets":[0,0]}}', 0, null],
];
for (const [what, text, dataBytes, message] of headers) {
  Deno.test(`parseHeader() ${message ? "refuses" : "takes"} ${what}`, () => {
    const json = new TextEncoder().encode(text);
    const parse = () => parseHeader(json, 8 + json.length + dataBytes);
    if (message) assert.throws(parse, message);
    else assert.ok(parse().entries.has("a"));
  });
}
