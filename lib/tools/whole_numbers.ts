/** Reads a command's whole numbers, separated by commas; each only once. @throws {RangeError} for anything else */
export function wholeNumbers(flag: string, text: string, { least = 1, most = Infinity } = {}): number[] {
  const numbers = text.split(",").map((part) => part.trim() === "" ? NaN : Number(part));
  if (numbers.length <= most && numbers.every((n) => Number.isSafeInteger(n) && n >= least)) {
    return [...new Set(numbers)];
  }
  const expected = most === 1
    ? `a whole number from ${least}`
    : `whole numbers from ${least}, separated by commas`;
  throw new RangeError(`${flag} takes ${expected}, got "${text}"`);
}
