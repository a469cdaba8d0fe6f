/** Reads the JSON files of a Hugging Face folder; an error names its file. */

/**
 * @returns what the file holds; undefined where there is no such file.
 * @throws {TypeError} naming the file, where it is no JSON.
 */
export async function readJsonFile(folder: string, file: string): Promise<unknown> {
  const text = await readOptionalText(`${folder}/${file}`);
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    const end = text.trim() === "" ? "it is empty" : error instanceof Error ? error.message : error;
    throw new TypeError(`${file} is not JSON: ${end}. It may be cut off: download or save it again`, {
      cause: error,
    });
  }
}

/** A file's text; null where there is no such file. */
export async function readOptionalText(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Whether a file or folder exists. @throws where that cannot be known, such as without permission */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
