/**
 * Datasets on disk as JSON Lines: one object a line, `{"prompt": …, "answer": …}`.
 *
 * Samples are written as they are made, so the dataset is never whole in memory. The file has a temporary name until
 * it is complete, so a file with the final name is complete.
 */
import { printAnswer, printPrompt } from "./print_text.ts";
import type { Sample } from "./sample.ts";
import type { TextFormat } from "./text_format.ts";

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
      const line = {
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
