/** Reads the fields of one protocol-buffer message, in order. */

/** A field: its number, and its content, which is a number or the bytes of a string or message. */
type Field = readonly [number: number, value: Uint8Array | number];

/**
 * The fields of a message. Numbers are read up to 2^53; fixed-size fields are skipped.
 *
 * @throws RangeError if the bytes are not a message
 */
export function* readFields(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1;; scale *= 128) {
      if (at >= message.length) throw new RangeError("protocol-buffer message ends within a number");
      const byte = message[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case 0:
        yield [number, varint()];
        break;
      case 1:
        at += 8;
        break;
      case 2: {
        const end = varint() + at;
        if (end > message.length) {
          throw new RangeError(`protocol-buffer field ${number} is longer than its message`);
        }
        yield [number, message.subarray(at, end)];
        at = end;
        break;
      }
      case 5:
        at += 4;
        break;
      default:
        throw new RangeError(`protocol-buffer field ${number} has the unknown wire type ${key % 8}`);
    }
  }
}
