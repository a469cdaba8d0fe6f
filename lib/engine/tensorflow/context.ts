/**
 * TensorFlow's eager context (`TFE_Context`): the devices, the memory pools and the threads that ops run on.
 *
 * There is one context, until the process ends. TensorFlow allocates a GPU's memory as it is needed, not all at once.
 */
import { configProto, type SessionConfig } from "./config_proto.ts";
import { cName, readCString } from "./c_values.ts";
import { EagerTensor, HandleLedger } from "./eager_tensor.ts";
import { COPY_STRINGS } from "./string_tensor.ts";
import { DTYPE } from "./dtypes.ts";
import { executeOp } from "./execute.ts";
import { OpDefinitions } from "./op_definition.ts";
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
  #pointer: Pointer;
  #gpu: TensorFlowDevice | undefined;

  /** @throws TensorFlowError if TensorFlow cannot start */
  constructor(native: Native, config: SessionConfig) {
    this.native = native;
    this.status = new Status(native);
    this.handles = new HandleLedger(native);
    this.ops = new OpDefinitions(native);
    this.#pointer = newContext(native, this.status, config);
    this.devices = listDevices(native, this.status, this.#pointer);
    this.#gpu = this.devices.find((device) => device.type === "GPU");
  }

  get pointer(): Pointer {
    return this.#pointer;
  }

  /** the GPU that ops run on; undefined where they run on the CPU */
  get gpu(): TensorFlowDevice | undefined {
    return this.#gpu;
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
      if (content.dtype !== DTYPE.string) return tensor;
      using written = tensor;
      return executeOp(this, COPY_STRINGS.op, {
        attributes: COPY_STRINGS.attributes,
        inputs: [written],
        outputs: 1,
      })[0];
    });
    if (this.#gpu === undefined || content.dtype === DTYPE.int32 || content.dtype === DTYPE.string) {
      return tensor;
    }
    using onHost = tensor;
    const { native, status } = this;
    const handle = native.TFE_TensorHandleCopyToDevice(
      onHost.pointer,
      this.#pointer,
      cName(this.#gpu.name),
      status.pointer,
    );
    status.check(`copy a tensor to ${this.#gpu.name}`, [content]);
    return new EagerTensor(this, handle!);
  }
}

function newContext(native: Native, status: Status, config: SessionConfig): Pointer {
  const options = native.TFE_NewContextOptions();
  try {
    const proto = configProto(config);
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
