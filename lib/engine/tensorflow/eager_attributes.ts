/** Sets attributes on an op that runs at once (`TFE_Op`). */
import type { AttributeWriter } from "./attributes.ts";
import { addresses, cBytes, cDims, cName, cRank } from "./c_values.ts";
import type { Status } from "./status.ts";
import type { Native, Pointer } from "./symbols.ts";
import { withTensor } from "./tensor.ts";

/** @param operation the op's name, for the error message */
export function eagerAttributeWriter(
  native: Native,
  op: Pointer,
  { status, operation }: { readonly status: Status; readonly operation: string },
): AttributeWriter {
  return {
    string: (name, value) => native.TFE_OpSetAttrString(op, cName(name), cBytes(value), BigInt(value.length)),
    strings: (name, values) =>
      native.TFE_OpSetAttrStringList(
        op,
        cName(name),
        addresses(values),
        BigUint64Array.from(values, (v) => BigInt(v.length)),
        values.length,
      ),
    int: (name, value) => native.TFE_OpSetAttrInt(op, cName(name), value),
    ints: (name, values) => native.TFE_OpSetAttrIntList(op, cName(name), values, values.length),
    float: (name, value) => native.TFE_OpSetAttrFloat(op, cName(name), value),
    floats: (name, values) => native.TFE_OpSetAttrFloatList(op, cName(name), values, values.length),
    bool: (name, value) => native.TFE_OpSetAttrBool(op, cName(name), value ? 1 : 0),
    bools: (name, values) => native.TFE_OpSetAttrBoolList(op, cName(name), values, values.length),
    type: (name, value) => native.TFE_OpSetAttrType(op, cName(name), value),
    types: (name, values) => native.TFE_OpSetAttrTypeList(op, cName(name), values, values.length),
    shape(name, value) {
      native.TFE_OpSetAttrShape(op, cName(name), cDims(value), cRank(value), status.pointer);
      status.check(operation);
    },
    shapes(name, values) {
      const dims = values.map(cDims);
      const ranks = Int32Array.from(values, cRank);
      native.TFE_OpSetAttrShapeList(op, cName(name), addresses(dims), ranks, values.length, status.pointer);
      status.check(operation);
    },
    tensor(name, value) {
      withTensor(
        native,
        value,
        (tensor) => native.TFE_OpSetAttrTensor(op, cName(name), tensor, status.pointer),
      );
      status.check(operation);
    },
    func: (name, functionName) =>
      native.TFE_OpSetAttrFunctionName(op, cName(name), functionName, BigInt(functionName.length)),
  };
}
