/**
 * Protocol-buffer bytes. A field is a key, `number << 3 | wire type`, and a value: a varint (wire type 0), or a length and
 * bytes (wire type 2).
 */

/** A field with a whole number, 0 or more and below 2^64. */
export function numberField(id: number, value: number | bigint): number[] {
  return [...varint(id << 3), ...varint(value)];
}

/** A field with bytes, such as those of another message. */
export function bytesField(id: number, content: readonly number[]): number[] {
  return [...varint(id << 3 | 2), ...varint(content.length), ...content];
}

export function textField(id: number, text: string): number[] {
  return bytesField(id, [...new TextEncoder().encode(text)]);
}

function varint(value: number | bigint): number[] {
  const bytes = [];
  let rest = BigInt(value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}
