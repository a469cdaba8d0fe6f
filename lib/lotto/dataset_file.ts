/**
 * Datasets on disk as JSON Lines: one object a line, `{"prompt": …, "answer": …}`.
 *
 * Samples are written as they are made, so the dataset is never whole in memory. The file has a temporary name until
 * it is complete, so a file with the final name is complete.
 */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { printAnswer, printPrompt } from "./print_text.ts";
import type { Sample } from "./sample.ts";
import type { TextFormat } from "./text_format.ts";

/** One line of the file. */
interface TextSample {
  readonly prompt: string;
  readonly answer: string;
}

interface WrittenDataset {
  readonly samples: number;
  readonly bytes: number;
}

/** Characters collected before each write: fewer system calls. */
const CHUNK = 1 << 20;

/**
 * Writes samples to a file. An older file is replaced in one step at the end.
 *
 * @param o.format the text format of prompts and answers
 * @param o.signal stops the writing; what was written is removed
 * @returns samples and bytes written
 * @throws whatever the samples or the disk throw, after removing the unfinished file
 */
export async function writeDataset(
  path: string,
  samples: Iterable<Sample>,
  o: { readonly format: TextFormat; readonly signal?: AbortSignal },
): Promise<WrittenDataset> {
  const partial = `${path}.partial.tmp`;
  const encoder = new TextEncoder();
  let count = 0, bytes = 0, waiting = "";
  try {
    using file = await Deno.create(partial);
    const writer = file.writable.getWriter();
    const flush = async () => {
      o.signal?.throwIfAborted();
      const chunk = encoder.encode(waiting);
      waiting = "";
      bytes += chunk.length;
      await writer.write(chunk);
    };
    for (const { purchase, answer } of samples) {
      const line: TextSample = {
        prompt: printPrompt(purchase, o.format),
        answer: printAnswer(answer, o.format),
      };
      waiting += JSON.stringify(line) + "\n";
      count++;
      if (waiting.length > CHUNK) await flush();
    }
    await flush();
    writer.releaseLock();
    await file.sync();
  } catch (error) {
    await Deno.remove(partial).catch(() => {}); // the first error is the one to report
    throw error;
  }
  await Deno.rename(partial, path);
  return { samples: count, bytes };
}

/**
 * Reads a dataset file line by line.
 *
 * @throws {SyntaxError} that names the line that is not a sample
 */
export async function* readDataset(path: string): AsyncGenerator<TextSample, void, void> {
  let number = 0;
  await Deno.stat(path); // a missing file throws here, from Deno, with the path
  for await (const line of createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Infinity })) {
    number++;
    yield readLine(line, { path, number });
  }
}

function readLine(line: string, { path, number }: { path: string; number: number }): TextSample {
  try {
    const { prompt, answer } = JSON.parse(line);
    if (typeof prompt === "string" && typeof answer === "string") return { prompt, answer };
  } catch (cause) {
    throw new SyntaxError(`reading ${path}: line ${number} is no JSON: ${line.slice(0, 60)}`, { cause });
  }
  throw new SyntaxError(`reading ${path}: line ${number} has no prompt and answer: ${line.slice(0, 60)}`);
}
