/**
 * Attributes of an op: the values that tfjs-node's kernels pass, checked and given to C.
 *
 * An op that runs at once and a node of a graph (lib/engine/jit) take the same attributes through different C
 * functions with the same parameters (attribute_symbols.ts). A list of values is an array.
 */
import type { attributeSymbols } from "./attribute_symbols.ts";
import { addresses, cBytes, cDims, cName, cRank } from "./c_values.ts";
import type { Status } from "./status.ts";
import type { Native, Pointer } from "./symbols.ts";
import { type TensorContent, withTensor } from "./tensor.ts";

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

/**
 * Attributes by name.
 *
 * @param types those that name an element type, such as `T`: its `TF_DataType`, or a list of them
 * @param settings others, a boolean or a whole number each
 */
export function attributesOf(
  types: Readonly<Record<string, number | readonly number[]>>,
  settings: Readonly<Record<string, boolean | number>> = {},
): Attribute[] {
  return [
    ...Object.entries(types).map(([name, value]) => ({ name, type: ATTRIBUTE.type, value })),
    ...Object.entries(settings).map(([name, value]) => (
      { name, type: typeof value === "boolean" ? ATTRIBUTE.bool : ATTRIBUTE.int, value }
    )),
  ];
}

/** The value of the attribute with this name; undefined if there is none. */
export function attributeValue(attributes: readonly Attribute[], name: string): unknown {
  return attributes.find((attribute) => attribute.name === name)?.value;
}

/** A shape in an attribute: -1 for an unknown dimension, null for an unknown rank. */
type AttributeShape = readonly number[] | null;

/** The op or node that gets attributes, and the C functions that set them. */
export interface AttributeTarget {
  readonly pointer: Pointer;
  readonly functions: Deno.StaticForeignLibraryInterface<ReturnType<typeof attributeSymbols>> & {
    /** TFE's take a status, TF's do not. */
    setShape(
      op: Pointer,
      name: Bytes,
      dims: BigInt64Array<ArrayBuffer>,
      rank: number,
      ...status: Pointer[]
    ): void;
    setShapes(
      op: Pointer,
      name: Bytes,
      dims: BigUint64Array<ArrayBuffer>,
      ranks: Int32Array<ArrayBuffer>,
      count: number,
      ...status: Pointer[]
    ): void;
  };
  readonly shapesTakeStatus: boolean;
  readonly status: Status;
  /** makes the tensor of an attribute */
  readonly native: Native;
}

type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

/**
 * Sets one attribute.
 *
 * @param op the op's name, for the error message
 * @throws TypeError if the value does not fit the attribute's type
 */
export function writeAttribute(target: AttributeTarget, op: string, { name, type, value }: Attribute): void {
  const { pointer, functions: f, status } = target;
  const cname = cName(name);
  const fail = (expected: string): never => {
    throw new TypeError(`${op}: attribute "${name}": expected ${expected}, found ${show(value)}`);
  };
  /** Checks the value, or each value of an array, then calls `one` or `many`. */
  const each = <T>(
    check: (v: unknown) => v is T,
    expected: string,
    one: (v: T) => void,
    many: (v: T[], length: number) => void,
  ) => {
    if (Array.isArray(value)) {
      value.every(check) ? many(value as T[], value.length) : fail(`a list of ${expected}`);
    } else check(value) ? one(value) : fail(expected);
  };

  switch (type) {
    case ATTRIBUTE.string:
      return each(isText, "string", (v) => {
        const bytes = bytesOf(v);
        f.setString(pointer, cname, cBytes(bytes), BigInt(bytes.length));
      }, (v, n) => {
        const texts = v.map(bytesOf);
        const lengths = BigUint64Array.from(texts, (text) => BigInt(text.length));
        f.setStrings(pointer, cname, addresses(texts), lengths, n);
      });
    case ATTRIBUTE.int:
      return each(
        isCountable,
        "finite number",
        (v) => f.setInt(pointer, cname, wholeOf(v)),
        (v, n) => f.setInts(pointer, cname, BigInt64Array.from(v, wholeOf), n),
      );
    case ATTRIBUTE.float:
      return each(
        isNumber,
        "number",
        (v) => f.setFloat(pointer, cname, v),
        (v, n) => f.setFloats(pointer, cname, Float32Array.from(v), n),
      );
    case ATTRIBUTE.bool:
      return each(
        isFlag,
        "boolean",
        (v) => f.setBool(pointer, cname, v ? 1 : 0),
        (v, n) => f.setBools(pointer, cname, Uint8Array.from(v, (b) => b ? 1 : 0), n),
      );
    case ATTRIBUTE.type:
      return each(
        isWhole,
        "TF_DataType",
        (v) => f.setType(pointer, cname, Number(v)),
        (v, n) => f.setTypes(pointer, cname, Int32Array.from(v, Number), n),
      );
    case ATTRIBUTE.shape: {
      const last = target.shapesTakeStatus ? [status.pointer] : [];
      if (isShape(value)) f.setShape(pointer, cname, cDims(value), cRank(value), ...last);
      else if (Array.isArray(value) && value.every(isShape)) {
        const dims = value.map(cDims);
        f.setShapes(pointer, cname, addresses(dims), Int32Array.from(value, cRank), dims.length, ...last);
      } else fail("shape or list of shapes");
      return status.check(op);
    }
    case ATTRIBUTE.tensor:
      if (!isTensor(value)) return fail("{ shape, dtype, values }");
      withTensor(target.native, value, (tensor) => f.setTensor(pointer, cname, tensor, status.pointer));
      return status.check(op);
    case ATTRIBUTE.func: {
      if (typeof value !== "string") return fail("a function's name");
      const bytes = bytesOf(value);
      return f.setFunction(pointer, cname, bytes, BigInt(bytes.length));
    }
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
