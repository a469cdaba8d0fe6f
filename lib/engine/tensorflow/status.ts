/**
 * TensorFlow's error report (`TF_Status`), and the exception that is made of it.
 *
 * A function of the C API writes its result code into a status; only `Status.check` reads it.
 */
import { readCString } from "./c_values.ts";
import { describeTensor } from "./dtypes.ts";
import type { Native, Pointer } from "./symbols.ts";

/** `TF_Code` of tensorflow/c/tf_status.h, in order. */
const CODES: readonly string[] =
  `OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED
  FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED`
    .split(/\s+/);

/** What to do when a device has no memory for a tensor. */
const AFTER_NO_MEMORY =
  "The device's memory is full. Train with smaller parts of a batch (a larger accumulate), a smaller batchSize or blockSize, " +
  "or COURSE_PRESET=small; restart the kernel if other models are in it.";

/** What to do when a compiled program cannot be written into XLA's cache, or a file of another op. */
const AFTER_FULL_DISK = "The disk is full. Free some space and run the cell again.";

/** One input of an op, as an error reports it. */
interface TensorDescription {
  readonly dtype: number;
  readonly shape: readonly number[];
}

/**
 * An error that TensorFlow reported.
 *
 * The message names the op with its inputs' types and shapes: "MatMul(float32 [2,3], float32 [2,3]): ...".
 */
export class TensorFlowError extends Error {
  override readonly name = "TensorFlowError";
  /** TensorFlow's code, such as "INVALID_ARGUMENT" */
  readonly code: string;
  /** the op, or the step that failed, such as "open the context" */
  readonly operation: string;
  /** the op's inputs, such as "float32 [2,3]" */
  readonly inputs: readonly string[];
  /** TensorFlow's own message */
  readonly reason: string;

  constructor(code: string, message: string, operation: string, inputs?: readonly TensorDescription[]) {
    const described = (inputs ?? []).map(describeTensor);
    const call = inputs === undefined ? operation : `${operation}(${described.join(", ")})`;
    const isDisk = /No space left on device|Disk quota exceeded/.test(message);
    const advice = code === "RESOURCE_EXHAUSTED" ? `. ${isDisk ? AFTER_FULL_DISK : AFTER_NO_MEMORY}` : "";
    super(`${call}: ${message} (${code})${advice}`);
    this.code = code;
    this.operation = operation;
    this.inputs = described;
    this.reason = message;
  }
}

/** A `TF_Status`: pass `pointer` to a C function, then call `check`, which throws if the function failed. */
export class Status {
  #native: Native;
  #pointer: Pointer;

  constructor(native: Native) {
    this.#native = native;
    this.#pointer = native.TF_NewStatus();
  }

  get pointer(): Pointer {
    return this.#pointer;
  }

  /** whether the last C function with this status failed */
  get failed(): boolean {
    return this.#native.TF_GetCode(this.#pointer) !== 0;
  }

  /**
   * @param operation the op's name, or what was being done
   * @param inputs the op's inputs; leave out where there is no op
   * @throws TensorFlowError if the last C function with this status failed
   */
  check(operation: string, inputs?: readonly TensorDescription[]): void {
    const code = this.#native.TF_GetCode(this.#pointer);
    if (code === 0) return;
    throw new TensorFlowError(
      CODES[code] ?? `code ${code}`,
      readCString(this.#native.TF_Message(this.#pointer)),
      operation,
      inputs,
    );
  }

  [Symbol.dispose](): void {
    if (this.#pointer !== null) this.#native.TF_DeleteStatus(this.#pointer);
    this.#pointer = null;
  }
}
