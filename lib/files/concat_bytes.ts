/** Puts pieces of bytes together; a single piece is returned as it is. */
export function concatBytes<B extends Uint8Array>(pieces: readonly B[]): B | Uint8Array<ArrayBuffer> {
  if (pieces.length === 1) return pieces[0];
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
