/** A file of which any range can be read, for formats whose table of contents is at the end: parquet and zip. */

export class RandomAccessFile implements Disposable {
  readonly #file: Deno.FsFile;
  readonly size: number;
  /** Bytes read so far. */
  bytesRead = 0;

  private constructor(file: Deno.FsFile, size: number) {
    this.#file = file;
    this.size = size;
  }

  static async open(path: string): Promise<RandomAccessFile> {
    const file = await Deno.open(path);
    return new RandomAccessFile(file, (await file.stat()).size);
  }

  /** @throws {RangeError} when the file ends before the range */
  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(length);
    await this.#file.seek(offset, Deno.SeekMode.Start);
    for (let at = 0; at < length;) {
      const count = await this.#file.read(bytes.subarray(at));
      if (count === null) {
        throw new RangeError(`the file ends at ${offset + at}, expected ${offset + length} bytes`);
      }
      at += count;
    }
    this.bytesRead += length;
    return bytes;
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}
