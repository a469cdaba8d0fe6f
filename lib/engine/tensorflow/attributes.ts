/**
 * Attributes of an op: the values that tfjs-node's kernels pass, checked and given to an `AttributeWriter`.
 *
 * An op that runs at once (`eager_attributes.ts`) and an op of a graph (lib/engine/jit/graph_attributes.ts) take the
 * same attributes through different C functions; each has its own `AttributeWriter`. A list of values is an array.
 */
import type { TensorContent } from "./tensor.ts";

/** `TF_AttrType` of tensorflow/c/tf_attrtype.h. */
export const ATTRIBUTE = {
  string: 0,
  int: 1,
  float: 2,
  bool: 3,
  type: 4,
  shape: 5,
  tensor: 6,
  func: 8,
} as const;

/** An attribute as tfjs-node's kernels write it (`TFEOpAttr`). */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** An attribute that names an element type, such as `T`. @param dtype its `TF_DataType`, or a list of them */
export function typeAttribute(name: string, dtype: number | readonly number[]): Attribute {
  return { name, type: ATTRIBUTE.type, value: dtype };
}

/** A shape in an attribute: -1 for an unknown dimension, null for an unknown rank. */
type AttributeShape = readonly number[] | null;

/** Sets attributes on an op under construction. */
export interface AttributeWriter {
  string(name: string, value: Uint8Array<ArrayBuffer>): void;
  strings(name: string, values: readonly Uint8Array<ArrayBuffer>[]): void;
  int(name: string, value: bigint): void;
  ints(name: string, values: BigInt64Array<ArrayBuffer>): void;
  float(name: string, value: number): void;
  floats(name: string, values: Float32Array<ArrayBuffer>): void;
  bool(name: string, value: boolean): void;
  bools(name: string, values: Uint8Array<ArrayBuffer>): void;
  type(name: string, value: number): void;
  types(name: string, values: Int32Array<ArrayBuffer>): void;
  shape(name: string, value: AttributeShape): void;
  shapes(name: string, values: readonly AttributeShape[]): void;
  tensor(name: string, value: TensorContent): void;
  func(name: string, functionName: Uint8Array<ArrayBuffer>): void;
}

const encoder = new TextEncoder();

/**
 * Sets one attribute.
 *
 * @param op the op's name, for the error message
 * @throws TypeError if the value does not fit the attribute's type
 */
export function writeAttribute(writer: AttributeWriter, op: string, attribute: Attribute): void {
  const { name, type, value } = attribute;
  const fail = (expected: string): never => {
    throw new TypeError(`${op}: attribute "${name}": expected ${expected}, found ${show(value)}`);
  };
  /** Checks the value, or each value of an array, then calls `one` or `many`. */
  const each = <T>(
    check: (v: unknown) => v is T,
    expected: string,
    one: (v: T) => void,
    many: (v: T[]) => void,
  ) => {
    if (Array.isArray(value)) value.every(check) ? many(value as T[]) : fail(`a list of ${expected}`);
    else check(value) ? one(value) : fail(expected);
  };

  switch (type) {
    case ATTRIBUTE.string:
      return each(
        isText,
        "string",
        (v) => writer.string(name, bytesOf(v)),
        (v) => writer.strings(name, v.map(bytesOf)),
      );
    case ATTRIBUTE.int:
      return each(
        isCountable,
        "finite number",
        (v) => writer.int(name, wholeOf(v)),
        (v) => writer.ints(name, BigInt64Array.from(v, wholeOf)),
      );
    case ATTRIBUTE.float:
      return each(
        isNumber,
        "number",
        (v) => writer.float(name, v),
        (v) => writer.floats(name, Float32Array.from(v)),
      );
    case ATTRIBUTE.bool:
      return each(
        isFlag,
        "boolean",
        (v) => writer.bool(name, Boolean(v)),
        (v) => writer.bools(name, Uint8Array.from(v, (b) => b ? 1 : 0)),
      );
    case ATTRIBUTE.type:
      return each(
        isWhole,
        "TF_DataType",
        (v) => writer.type(name, Number(v)),
        (v) => writer.types(name, Int32Array.from(v, Number)),
      );
    case ATTRIBUTE.shape:
      if (isShape(value)) return writer.shape(name, value);
      if (Array.isArray(value) && value.every(isShape)) return writer.shapes(name, value);
      return fail("shape or list of shapes");
    case ATTRIBUTE.tensor:
      return isTensor(value) ? writer.tensor(name, value) : fail("{ shape, dtype, values }");
    case ATTRIBUTE.func:
      return typeof value === "string" ? writer.func(name, bytesOf(value)) : fail("a function's name");
    default:
      throw new TypeError(`${op}: attribute "${name}": there is no attribute type ${type}`);
  }
}

function show(value: unknown): string {
  return typeof value === "bigint" ? `${value}n` : JSON.stringify(value) ?? String(value);
}

function bytesOf(value: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof value === "string" ? encoder.encode(value) : value as Uint8Array<ArrayBuffer>;
}

// tfjs's multinomial passes seeds such as 3.14; tfjs-node's add-on drops the fraction, so this does too.
function wholeOf(value: number | bigint): bigint {
  return typeof value === "bigint" ? value : BigInt(Math.trunc(value));
}

const isText = (v: unknown): v is string | Uint8Array => typeof v === "string" || v instanceof Uint8Array;
const isWhole = (v: unknown): v is number | bigint => typeof v === "bigint" || Number.isSafeInteger(v);
const isCountable = (v: unknown): v is number | bigint => typeof v === "bigint" || Number.isFinite(v);
const isNumber = (v: unknown): v is number => typeof v === "number";
// Some of tfjs-node's kernels pass 0 or 1.
const isFlag = (v: unknown): v is boolean | number => typeof v === "boolean" || v === 0 || v === 1;
const isShape = (v: unknown): v is AttributeShape =>
  v === null || (Array.isArray(v) && v.every((d) => Number.isSafeInteger(d) && d >= -1));
const isTensor = (v: unknown): v is TensorContent =>
  typeof v === "object" && v !== null && "shape" in v && "dtype" in v && "values" in v;
