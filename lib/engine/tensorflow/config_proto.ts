/**
 * The few fields of TensorFlow's `ConfigProto` (tensorflow/core/protobuf/config.proto) that the engine sets, written as
 * protocol-buffer bytes. A field is a key, `number << 3 | wire type`, and a value: a varint (wire type 0), or a length
 * and bytes (wire type 2).
 */

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
    bytes.push(...field(1, [...field(1, [...new TextEncoder().encode("GPU")]), ...number(2, 0)]));
  }
  if (config.intraOpThreads) bytes.push(...number(2, config.intraOpThreads)); // intra_op_parallelism_threads = 2
  if (config.interOpThreads) bytes.push(...number(5, config.interOpThreads)); // inter_op_parallelism_threads = 5
  // GPUOptions gpu_options = 6 { bool allow_growth = 4 }: take GPU memory as needed, not the whole card at once
  bytes.push(...field(6, number(4, 1)));
  bytes.push(...number(7, 1)); // allow_soft_placement = 7: an op without a GPU kernel runs on the CPU
  return Uint8Array.from(bytes);
}

function number(id: number, value: number): number[] {
  return [...varint(id << 3), ...varint(value)];
}

function field(id: number, content: number[]): number[] {
  return [...varint(id << 3 | 2), ...varint(content.length), ...content];
}

function varint(value: number): number[] {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push(value % 128 + 128);
  return [...bytes, value];
}
