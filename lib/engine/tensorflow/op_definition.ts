/**
 * TensorFlow's description of an op's inputs (`OpDef` of tensorflow/core/framework/op_def.proto).
 *
 * It is needed because the C API does not check the number of inputs: one too many ends the process.
 */
import { cName } from "./c_values.ts";
import { Status } from "./status.ts";
import type { Native, Pointer } from "./symbols.ts";

interface OpInput {
  readonly name: string;
  /** for a list of tensors, the attribute with their number (such as N) or types; undefined for a single tensor */
  readonly listAttribute: string | undefined;
}

/** Looks up each op once. */
export class OpDefinitions {
  #native: Native;
  #graph: Pointer;
  #known = new Map<string, readonly OpInput[] | undefined>();

  constructor(native: Native) {
    this.#native = native;
    // The C function needs a graph; an empty one knows all ops.
    this.#graph = native.TF_NewGraph();
  }

  /** The inputs of the op with this name; undefined if there is none, such as for the name of a function. */
  inputsOf(name: string): readonly OpInput[] | undefined {
    if (!this.#known.has(name)) this.#known.set(name, this.#read(name));
    return this.#known.get(name);
  }

  #read(name: string): OpInput[] | undefined {
    using status = new Status(this.#native);
    const buffer = this.#native.TF_NewBuffer();
    try {
      this.#native.TF_GraphGetOpDef(this.#graph, cName(name), buffer, status.pointer);
      return status.failed ? undefined : parseInputs(bufferBytes(buffer));
    } finally {
      this.#native.TF_DeleteBuffer(buffer);
    }
  }
}

/** The bytes of a `TF_Buffer { const void* data; size_t length; ... }`, copied. */
function bufferBytes(buffer: Pointer): Uint8Array<ArrayBuffer> {
  const struct = new Deno.UnsafePointerView(buffer!);
  const data = struct.getPointer(0);
  const bytes = new Uint8Array(Number(struct.getBigUint64(8)));
  if (data !== null && bytes.length > 0) Deno.UnsafePointerView.copyInto(data, bytes);
  return bytes;
}

/** Parses an `OpDef`: input_arg = 2. */
function parseInputs(message: Uint8Array): OpInput[] {
  return fieldsOf(message).filter(([field]) => field === 2).map(([, input]) => parseInput(input));
}

/** Parses an `ArgDef`: name = 1, number_attr = 5, type_list_attr = 6. */
function parseInput(message: Uint8Array): OpInput {
  const fields = new Map(fieldsOf(message).map(([field, bytes]) => [field, new TextDecoder().decode(bytes)]));
  return { name: fields.get(1) ?? "", listAttribute: fields.get(5) ?? fields.get(6) };
}

/** The strings and messages in a protocol-buffer message, by field; numbers are skipped. It has no other types. */
function fieldsOf(message: Uint8Array): [field: number, bytes: Uint8Array][] {
  const fields: [number, Uint8Array][] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1;; scale *= 128) {
      const byte = message[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      if (at >= message.length) throw new RangeError("a protocol-buffer message ends within a number");
    }
  };
  while (at < message.length) {
    const key = varint(), size = varint(); // a number (wire type 0), or a length (2)
    if (key % 8 === 0) continue;
    if (key % 8 !== 2) throw new RangeError(`an OpDef has the unknown wire type ${key % 8}`);
    fields.push([Math.floor(key / 8), message.subarray(at, at += size)]);
  }
  return fields;
}
