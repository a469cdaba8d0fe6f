/** Safetensors files from strangers: 10,000 damaged or forged ones, each read or refused with a clear error. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { readSafetensors } from "lib/training/checkpoint";

const fixture = (name: string) => new URL(`./fixtures/${name}.safetensors`, import.meta.url).pathname;

/** The same damage every time. */
function makeRandom(state: number): (n: number) => number {
  return (n) => (state = Math.imul(state, 1664525) + 1013904223 >>> 0) / 2 ** 32 * n | 0;
}
const random = makeRandom(20261121);
const pick = <T>(values: readonly T[]): T => values[random(values.length)];

// deno-lint-ignore no-explicit-any
type Header = Record<string, any>;

function split(file: Uint8Array<ArrayBuffer>): { header: Header; data: Uint8Array<ArrayBuffer> } {
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  return {
    header: JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length))),
    data: file.slice(8 + length),
  };
}

/** A file of this header, as text or as an object; `length` is what its first 8 bytes say. */
function join(header: Header | string, data: Uint8Array, length?: bigint): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + data.length);
  new DataView(file.buffer).setBigUint64(0, length ?? BigInt(json.length), true);
  file.set(json, 8);
  file.set(data, 8 + json.length);
  return file;
}

const odd = [-1, 0.5, 2 ** 31, 2 ** 53, 1e308, null, "4", [], {}, true, Number.MAX_SAFE_INTEGER];

const damages: Readonly<Record<string, (file: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>>> = {
  "a flipped bit": (file) => {
    const copy = file.slice();
    copy[random(file.length)] ^= 1 << random(8);
    return copy;
  },
  "a flipped bit near the start": (file) => {
    const copy = file.slice();
    copy[random(24)] ^= 1 << random(8);
    return copy;
  },
  "a file that is cut off": (file) => file.slice(0, random(file.length)),
  "bytes that were added": (file) => {
    const at = random(file.length), more = new Uint8Array(1 + random(40)).map(() => random(256));
    return Uint8Array.of(...file.subarray(0, at), ...more, ...file.subarray(at));
  },
  "a huge or lying header length": (file) => {
    const { header, data } = split(file);
    return join(
      header,
      data,
      pick([0n, 1n, 2n ** 64n - 1n, 2n ** 63n, 10n ** 8n, BigInt(file.length), BigInt(random(2000))]),
    );
  },
  "an entry with odd values": (file) => {
    const { header, data } = split(file);
    const entry = header[pick(Object.keys(header))];
    const list = pick([entry.shape, entry.data_offsets]);
    if (list) list[random(list.length + 1)] = pick(odd);
    else entry[pick(["dtype", "shape", "data_offsets"])] = pick(odd);
    return join(header, data);
  },
  "shapes that multiply to more than memory": (file) => {
    const { header, data } = split(file);
    const entry = header[pick(Object.keys(header))];
    entry.shape = Array.from({ length: 1 + random(6) }, () => pick([0, 1, 2 ** 20, 2 ** 32, 2 ** 52]));
    if (random(2)) entry.data_offsets = [0, pick([4, 2 ** 40, Number.MAX_SAFE_INTEGER])];
    return join(header, data);
  },
  "another dtype": (file) => {
    const { header, data } = split(file);
    header[pick(Object.keys(header))].dtype = pick([
      "F64",
      "F32",
      "BF16",
      "I64",
      "U8",
      "BOOL",
      "__proto__",
      "f32",
      "",
      3,
      null,
    ]);
    return join(header, data);
  },
  "overlapping tensors": (file) => {
    const { header, data } = split(file);
    const [a, b] = [header[pick(Object.keys(header))], header[pick(Object.keys(header))]];
    if (a.data_offsets && b.data_offsets) a.data_offsets = [...b.data_offsets];
    return join(header, data);
  },
  "a tensor named twice": (file) => {
    const { header, data } = split(file);
    const names = Object.keys(header).filter((name) => name !== "__metadata__");
    const parts = [...names, pick(names)].map((name) =>
      `${JSON.stringify(name)}:${JSON.stringify(header[name])}`
    );
    return join(`{${parts.join(",")}}`, data);
  },
  "deep or wide JSON": (file) => {
    const { data } = split(file);
    const depth = 1 + random(400);
    return join(
      pick([
        '{"a":'.repeat(depth) + "1" + "}".repeat(depth),
        `{"a":${"[".repeat(depth)}`,
        "{",
        "[]",
        '"'.repeat(depth),
      ]),
      data,
    );
  },
};

Deno.test("10,000 damaged safetensors files: each is read or refused with a clear error, within the file's memory", async () => {
  await tf.setBackend("cpu");
  const originals = await Promise.all(
    ["reference", "same_bytes"].map((name) => Deno.readFile(fixture(name))),
  );
  const path = await Deno.makeTempFile({ suffix: ".safetensors" });
  const before = tf.memory().numTensors;
  const kinds = Object.entries(damages);
  const refused = new Map(kinds.map(([kind]) => [kind, 0]));
  let accepted = 0;
  try {
    for (let i = 0; i < 10_000; i++) {
      const [kind, damage] = kinds[i % kinds.length];
      const file = damage(pick(originals));
      await Deno.writeFile(path, file);
      try {
        const { tensors } = await readSafetensors(path);
        let bytes = 0;
        for (const tensor of tensors.values()) {
          bytes += tensor.size;
          tensor.dispose();
        }
        assert.ok(bytes <= file.length, `file ${i}: ${bytes} numbers out of ${file.length} bytes`);
        accepted++;
      } catch (error) {
        assert.ok(error instanceof Error && !(error instanceof assert.AssertionError), String(error));
        assert.ok(error.message.startsWith(`reading ${path}: `), `file ${i}, ${kind}: ${error.message}`);
        const { cause } = error;
        const isClear = cause instanceof SyntaxError || cause instanceof RangeError ||
          cause instanceof TypeError;
        assert.ok(isClear && error.message.length > path.length + 20, `file ${i}, ${kind}: ${error.stack}`);
        refused.set(kind, refused.get(kind)! + 1);
      }
    }
  } finally {
    await Deno.remove(path);
  }
  assert.equal(tf.memory().numTensors, before);
  for (const [kind, count] of refused) assert.ok(count > 100, `${kind}: only ${count} refused`);
  assert.ok(accepted > 500, `${accepted} damaged files still made sense`);
});
