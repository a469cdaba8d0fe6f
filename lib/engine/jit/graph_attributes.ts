/** Sets attributes on a node under construction (`TF_OperationDescription`). */
import {
  addresses,
  type AttributeShape,
  type AttributeWriter,
  cDims,
  cName,
  type Pointer,
  type Status,
  type TensorFlowEngine,
  withTensor,
} from "../tensorflow/mod.ts";
import type { GraphNative } from "./graph_symbols.ts";

// A pointer to an empty array would be NULL, which some C functions refuse even for a length of 0.
const NO_BYTES = new Uint8Array(1);

/** @param operation the op's name, for the error message */
export function graphAttributeWriter(
  native: GraphNative,
  node: Pointer,
  { engine, status, operation }: {
    readonly engine: TensorFlowEngine;
    readonly status: Status;
    readonly operation: string;
  },
): AttributeWriter {
  return {
    string: (name, value) =>
      native.TF_SetAttrString(node, cName(name), value.length ? value : NO_BYTES, BigInt(value.length)),
    strings: (name, values) =>
      native.TF_SetAttrStringList(
        node,
        cName(name),
        addresses(values),
        BigUint64Array.from(values, (v) => BigInt(v.length)),
        values.length,
      ),
    int: (name, value) => native.TF_SetAttrInt(node, cName(name), value),
    ints: (name, values) => native.TF_SetAttrIntList(node, cName(name), values, values.length),
    float: (name, value) => native.TF_SetAttrFloat(node, cName(name), value),
    floats: (name, values) => native.TF_SetAttrFloatList(node, cName(name), values, values.length),
    bool: (name, value) => native.TF_SetAttrBool(node, cName(name), value ? 1 : 0),
    bools: (name, values) => native.TF_SetAttrBoolList(node, cName(name), values, values.length),
    type: (name, value) => native.TF_SetAttrType(node, cName(name), value),
    types: (name, values) => native.TF_SetAttrTypeList(node, cName(name), values, values.length),
    shape: (name, value) => native.TF_SetAttrShape(node, cName(name), cDims(value ?? []), rankOf(value)),
    shapes(name, values) {
      const dims = values.map((value) => cDims(value ?? []));
      const ranks = Int32Array.from(values, rankOf);
      native.TF_SetAttrShapeList(node, cName(name), addresses(dims), ranks, values.length);
    },
    tensor(name, value) {
      withTensor(
        engine.native,
        value,
        (tensor) => native.TF_SetAttrTensor(node, cName(name), tensor, status.pointer),
      );
      status.check(operation);
    },
    func: (name, functionName) =>
      native.TF_SetAttrFuncName(node, cName(name), functionName, BigInt(functionName.length)),
  };
}

function rankOf(shape: AttributeShape): number {
  return shape === null ? -1 : shape.length;
}
