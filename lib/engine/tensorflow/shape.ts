/** Checks a shape before it is passed to C: whole numbers from 0. */

/** The number of elements of a tensor of this shape; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * @param what the tensor in question, for the error message
 * @throws TypeError if the shape is not an array of whole numbers, or has too many elements to count exactly
 */
export function checkShape(shape: readonly number[], what: string): void {
  const valid = Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!valid || !Number.isSafeInteger(elementCount(shape))) {
    throw new TypeError(`${what}: expected a shape of whole numbers from 0, found ${JSON.stringify(shape)}`);
  }
}
