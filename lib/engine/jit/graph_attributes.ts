/**
 * Sets attributes on a node of a graph (`TF_OperationDescription`); `eager_attributes.ts` does so on an op that runs
 * at once.
 */
import {
  addresses,
  type AttributeWriter,
  cBytes,
  cDims,
  cName,
  cRank,
  type Pointer,
  type Status,
  type TensorFlowEngine,
  withTensor,
} from "../tensorflow/mod.ts";
import type { GraphNative } from "./graph_symbols.ts";

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
    string: (name, value) => native.TF_SetAttrString(node, cName(name), cBytes(value), BigInt(value.length)),
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
    shape: (name, value) => native.TF_SetAttrShape(node, cName(name), cDims(value), cRank(value)),
    shapes(name, values) {
      const dims = values.map(cDims);
      const ranks = Int32Array.from(values, cRank);
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
