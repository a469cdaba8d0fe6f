/**
 * Resources: objects that TensorFlow keeps for a device, such as the programs that XLA has compiled. Each has a container,
 * a name and a C++ type. Ops find them by a tensor of the type "resource", which holds only these names.
 */
import { attributesOf } from "./attributes.ts";
import { cName } from "./c_values.ts";
import type { Context } from "./context.ts";
import { DTYPE } from "./dtypes.ts";
import { EagerTensor } from "./eager_tensor.ts";
import { executeOp } from "./execute.ts";
import { bytesField, numberField, textField } from "./proto_writer.ts";
import { Status, TensorFlowError } from "./status.ts";

interface Resource {
  /** the full name of the device that it belongs to */
  readonly device: string;
  readonly container: string;
  readonly name: string;
  /** the mangled name of the C++ type */
  readonly typeName: string;
  /** TensorFlow's hash of that name (tsl::Hash64) */
  readonly typeHash: bigint;
}

/** Destroys a resource. @returns whether there was one */
export function destroyResource(context: Context, resource: Resource): boolean {
  using handle = resourceTensor(context, resource);
  const attributes = attributesOf({}, { ignore_lookup_error: false });
  try {
    executeOp(context, "DestroyResourceOp", { attributes, inputs: [handle], outputs: 0 });
    return true;
  } catch (error) {
    if (error instanceof TensorFlowError) return false;
    throw error;
  }
}

/**
 * A scalar tensor that names a resource. (A `TF_Tensor` of this type cannot be made from bytes, so the op Const makes it.)
 */
function resourceTensor(context: Context, resource: Resource): EagerTensor {
  const { native } = context;
  using status = new Status(native);
  const op = native.TFE_NewOp(context.pointer, cName("Const"), status.pointer);
  status.check("Const");
  try {
    native.setType(op, cName("dtype"), DTYPE.resource);
    const value = attrValue(resource);
    native.TFE_OpSetAttrValueProto(op, cName("value"), value, BigInt(value.length), status.pointer);
    status.check("Const");
    const results = new BigUint64Array(1);
    native.TFE_Execute(op, results, Int32Array.of(1), status.pointer);
    status.check("Const");
    return new EagerTensor(context, Deno.UnsafePointer.create(results[0])!);
  } finally {
    native.TFE_DeleteOp(op);
  }
}

/** AttrValue { tensor = 8: TensorProto { dtype = 1, tensor_shape = 2, resource_handle_val = 14: ResourceHandleProto } } */
function attrValue({ device, container, name, typeHash, typeName }: Resource): Uint8Array<ArrayBuffer> {
  const handle = [
    ...textField(1, device),
    ...textField(2, container),
    ...textField(3, name),
    ...numberField(4, typeHash),
    ...textField(5, typeName),
  ];
  const tensor = [...numberField(1, DTYPE.resource), ...bytesField(2, []), ...bytesField(14, handle)];
  return Uint8Array.from(bytesField(8, tensor));
}
