/** Asks whether a path exists, and removes what is there. */

/** Whether there is a file or folder at the path. */
export function exists(path: string): Promise<boolean> {
  return Deno.stat(path).then(() => true, () => false);
}

/** Removes a file, or a folder with everything in it; does nothing where there is none. */
export async function removeTree(path: string): Promise<void> {
  await Deno.remove(path, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
