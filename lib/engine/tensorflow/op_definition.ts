/**
 * TensorFlow's description of an op's inputs (`OpDef` of tensorflow/core/framework/op_def.proto).
 *
 * It is needed because the C API does not check the number of inputs: one too many ends the process.
 */
import { cName } from "./c_values.ts";
import { readFields } from "./proto_reader.ts";
import { Status } from "./status.ts";
import type { Native, Pointer } from "./symbols.ts";

interface OpInput {
  readonly name: string;
  /** for a list of tensors, the attribute with their number (such as N) or types; undefined for a single tensor */
  readonly listAttribute: string | undefined;
}

interface OpDefinition {
  readonly inputs: readonly OpInput[];
}

/** Looks up each op once. */
export class OpDefinitions {
  #native: Native;
  #graph: Pointer;
  #known = new Map<string, OpDefinition | undefined>();

  constructor(native: Native) {
    this.#native = native;
    // The C function needs a graph; an empty one knows all ops.
    this.#graph = native.TF_NewGraph();
  }

  /** The op with this name; undefined if there is none, for example because it is the name of a function. */
  get(name: string): OpDefinition | undefined {
    if (!this.#known.has(name)) this.#known.set(name, this.#read(name));
    return this.#known.get(name);
  }

  #read(name: string): OpDefinition | undefined {
    using status = new Status(this.#native);
    const buffer = this.#native.TF_NewBuffer();
    try {
      this.#native.TF_GraphGetOpDef(this.#graph, cName(name), buffer, status.pointer);
      return status.failed ? undefined : parseOpDefinition(bufferBytes(buffer));
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
function parseOpDefinition(message: Uint8Array): OpDefinition {
  const inputs: OpInput[] = [];
  for (const [field, value] of readFields(message)) {
    if (field === 2) inputs.push(parseInput(value as Uint8Array));
  }
  return { inputs };
}

/** Parses an `ArgDef`: name = 1, number_attr = 5, type_list_attr = 6. */
function parseInput(message: Uint8Array): OpInput {
  let name = "";
  let listAttribute: string | undefined;
  for (const [field, value] of readFields(message)) {
    if (field === 1) name = text(value);
    else if (field === 5 || field === 6) listAttribute = text(value);
  }
  return { name, listAttribute };
}

function text(value: Uint8Array | number): string {
  return new TextDecoder().decode(value as Uint8Array);
}
