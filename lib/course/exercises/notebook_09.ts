/**
 * Checks of notebook 09's exercise: reading a tensor out of a safetensors file by hand.
 */
import { formatHeader } from "../../checkpoint/mod.ts";
import { type Exercises, expectClose, expectEqual, wrong } from "../check.ts";

const MATRIX = [1, 2, 3, 4, 5, 6];
const BIAS = [-1, 0.5];

/** A safetensors file of two F32 tensors: "matrix" (2, 3) and "bias" (2). */
function sampleFile(): Uint8Array<ArrayBuffer> {
  const { bytes, order } = formatHeader(
    new Map([
      ["matrix", { dtype: "F32" as const, shape: [2, 3] }],
      ["bias", { dtype: "F32" as const, shape: [2] }],
    ]),
  );
  const values = order.flatMap((name) => name === "matrix" ? MATRIX : BIAS);
  const file = new Uint8Array(bytes.length + 4 * values.length);
  file.set(bytes);
  const view = new DataView(file.buffer);
  values.forEach((value, i) => view.setFloat32(bytes.length + 4 * i, value, true));
  return file;
}

export const exercises: Exercises = {
  "09.1": async (readTensor: (file: Uint8Array<ArrayBuffer>, name: string) => Float32Array) => {
    const file = sampleFile();
    const matrix = readTensor(file, "matrix");
    expectEqual(matrix?.length, 6, {
      what: 'readTensor(file, "matrix").length',
      hint: "A float has 4 bytes; `new Float32Array(buffer)` counts in floats, offsets count in bytes.",
    });
    const hint = "data_offsets count from the end of the header: add 8 and the header's length.";
    await expectClose(matrix, MATRIX, { what: 'readTensor(file, "matrix")', hint });
    await expectClose(readTensor(file, "bias"), BIAS, { what: 'readTensor(file, "bias")', hint });
    try {
      readTensor(file, "wte");
    } catch (error) {
      if (error instanceof RangeError) {
        return "a format that a page of code can read will still be readable in ten years";
      }
      wrong(
        `\`readTensor(file, "wte")\` throws \`${error}\``,
        'There is no "wte" in it: throw a RangeError that says so.',
      );
    }
    wrong(
      '`readTensor(file, "wte")` answers something',
      'There is no "wte" in the file: throw a RangeError.',
    );
  },
};
