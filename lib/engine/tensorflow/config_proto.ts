/**
 * The few fields of TensorFlow's `ConfigProto` (tensorflow/core/protobuf/config.proto) that the engine sets, written as
 * protocol-buffer bytes.
 */
import { bytesField, numberField, textField } from "./proto_writer.ts";

export interface SessionConfig {
  /** false keeps TensorFlow off every GPU */
  readonly gpu: boolean;
  /** threads that one op may use; 0 or absent: TensorFlow decides */
  readonly intraOpThreads?: number;
  /** ops that may run at the same time; 0 or absent: TensorFlow decides */
  readonly interOpThreads?: number;
}

/**
 * The bytes of a `ConfigProto`.
 *
 * @throws RangeError if a number of threads is not a whole number from 0 to 1024
 */
export function configProto(config: SessionConfig): Uint8Array<ArrayBuffer> {
  for (const name of ["intraOpThreads", "interOpThreads"] as const) {
    const threads = config[name] ?? 0;
    if (!Number.isInteger(threads) || threads < 0 || threads > 1024) {
      throw new RangeError(`${name}: expected a whole number from 0 to 1024, found ${threads}`);
    }
  }
  const bytes: number[] = [];
  if (!config.gpu) {
    // map<string, int32> device_count = 1, entry { key = 1: "GPU", value = 2: 0 }
    bytes.push(...bytesField(1, [...textField(1, "GPU"), ...numberField(2, 0)]));
  }
  if (config.intraOpThreads) bytes.push(...numberField(2, config.intraOpThreads)); // intra_op_parallelism_threads = 2
  if (config.interOpThreads) bytes.push(...numberField(5, config.interOpThreads)); // inter_op_parallelism_threads = 5
  // GPUOptions gpu_options = 6 { bool allow_growth = 4 }: take GPU memory as needed, not the whole card at once
  bytes.push(...bytesField(6, numberField(4, 1)));
  bytes.push(...numberField(7, 1)); // allow_soft_placement = 7: an op without a GPU kernel runs on the CPU
  return Uint8Array.from(bytes);
}
