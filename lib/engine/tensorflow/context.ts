/**
 * TensorFlow's eager context (`TFE_Context`): the devices, the memory pools and the threads that ops run on.
 *
 * There is one context, until the process ends. TensorFlow allocates a GPU's memory as it is needed, not all at once.
 */
import { attributesOf } from "./attributes.ts";
import { cName, readCString } from "./c_values.ts";
import { EagerTensor, HandleLedger } from "./eager_tensor.ts";
import { DTYPE } from "./dtypes.ts";
import { executeOp } from "./execute.ts";
import { OpDefinitions } from "./op_definition.ts";
import { bytesField, numberField, textField } from "./proto_writer.ts";
import { Status } from "./status.ts";
import type { Native, Pointer } from "./symbols.ts";
import { type TensorContent, withTensor } from "./tensor.ts";

/** A processor that TensorFlow can compute on. */
export interface TensorFlowDevice {
  /** such as "/job:localhost/replica:0/task:0/device:GPU:0" */
  readonly name: string;
  /** "CPU", "GPU", … */
  readonly type: string;
}

export class Context {
  readonly native: Native;
  readonly status: Status;
  readonly handles: HandleLedger;
  readonly ops: OpDefinitions;
  readonly devices: readonly TensorFlowDevice[];
  /** the GPU that ops run on; undefined where they run on the CPU */
  readonly gpu: TensorFlowDevice | undefined;
  readonly pointer: Pointer;

  /** @param o.gpu false keeps TensorFlow off every GPU @throws TensorFlowError if TensorFlow cannot start */
  constructor(native: Native, o: { readonly gpu: boolean }) {
    this.native = native;
    this.status = new Status(native);
    this.handles = new HandleLedger(native);
    this.ops = new OpDefinitions(native);
    this.pointer = newContext(native, this.status, o.gpu);
    this.devices = listDevices(native, this.status, this.pointer);
    this.gpu = this.devices.find((device) => device.type === "GPU");
  }

  /**
   * Makes a tensor on the device that ops run on.
   *
   * int32 tensors stay in the host's memory: most are shapes and axes, which TensorFlow's GPU kernels expect there.
   * (tfjs-node does the same.)
   */
  createTensor(content: TensorContent): EagerTensor {
    const tensor = withTensor(this.native, content, (values) => {
      const handle = this.native.TFE_NewTensorHandle(values, this.status.pointer);
      this.status.check("create a tensor", [content]);
      const tensor = new EagerTensor(this, handle!);
      return content.dtype === DTYPE.string ? copyStrings(this, tensor) : tensor;
    });
    if (this.gpu === undefined || content.dtype === DTYPE.int32 || content.dtype === DTYPE.string) {
      return tensor;
    }
    using onHost = tensor;
    const { native, status } = this;
    const handle = native.TFE_TensorHandleCopyToDevice(
      onHost.pointer,
      this.pointer,
      cName(this.gpu.name),
      status.pointer,
    );
    status.check(`copy a tensor to ${this.gpu.name}`, [content]);
    return new EagerTensor(this, handle!);
  }
}

/** A copy of a string tensor, which is freed: `StringJoin` of a single tensor makes new strings. */
function copyStrings(context: Context, tensor: EagerTensor): EagerTensor {
  using written = tensor;
  const attributes = attributesOf({}, { N: 1 });
  return executeOp(context, "StringJoin", { attributes, inputs: [written], outputs: 1 })[0];
}

/** TensorFlow's settings: a `ConfigProto` (tensorflow/core/protobuf/config.proto) as protocol-buffer bytes. */
function configProto(gpu: boolean): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    // map<string, int32> device_count = 1, an entry { key = 1: "GPU", value = 2: 0 }
    ...(gpu ? [] : bytesField(1, [...textField(1, "GPU"), ...numberField(2, 0)])),
    // GPUOptions gpu_options = 6 { bool allow_growth = 4 }: take GPU memory as needed, not the whole card at once
    ...bytesField(6, numberField(4, 1)),
    ...numberField(7, 1), // allow_soft_placement = 7: an op without a GPU kernel runs on the CPU
  ]);
}

function newContext(native: Native, status: Status, gpu: boolean): Pointer {
  const options = native.TFE_NewContextOptions();
  try {
    const proto = configProto(gpu);
    native.TFE_ContextOptionsSetConfig(options, proto, BigInt(proto.length), status.pointer);
    status.check("configure TensorFlow");
    const context = native.TFE_NewContext(options, status.pointer);
    status.check("start TensorFlow");
    return context;
  } finally {
    native.TFE_DeleteContextOptions(options);
  }
}

function listDevices(native: Native, status: Status, context: Pointer): TensorFlowDevice[] {
  const list = native.TFE_ContextListDevices(context, status.pointer);
  status.check("list TensorFlow's devices");
  try {
    return Array.from({ length: native.TF_DeviceListCount(list) }, (_, i) => {
      const name = readCString(native.TF_DeviceListName(list, i, status.pointer));
      const type = readCString(native.TF_DeviceListType(list, i, status.pointer));
      status.check("read a TensorFlow device");
      return { name, type };
    });
  } finally {
    native.TF_DeleteDeviceList(list);
  }
}
