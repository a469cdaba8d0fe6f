/**
 * Git LFS keeps a large file apart: who clones a data set without it gets a small text file of its name instead. Read as
 * text, the pointer would become the corpus.
 */

const firstLine = new TextEncoder().encode("version https://git-lfs.github.com/spec/");

/** @throws {TypeError} when the bytes are those of a pointer of Git LFS. @param bytes of a file, from its start */
export function refuseLfsPointer(bytes: Uint8Array, path: string): void {
  if (!firstLine.every((byte, i) => bytes[i] === byte)) return;
  throw new TypeError(
    `cannot read ${path}: it is a pointer of Git LFS, not the file itself. Run "git lfs pull" in its repository.`,
  );
}

/** The same for a file that is not in memory. */
export async function refuseLfsPointerFile(path: string): Promise<void> {
  using file = await Deno.open(path);
  const bytes = new Uint8Array(firstLine.length);
  await file.read(bytes);
  refuseLfsPointer(bytes, path);
}
