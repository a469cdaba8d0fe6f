/**
 * The program of check_answers.ts: imports the module of each answer and runs its check. What an answer prints is dropped.
 *
 * Arguments: the mark that begins each of its own lines, the folder with the modules, the exercises.
 */
import * as tf from "@tensorflow/tfjs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { judge } from "../../notebook/exercises/check.ts";
import { NOTEBOOK_EXERCISES } from "../../notebook/exercises/registry.ts";
import type { AnswerEvent } from "./check_answers.ts";

async function main([mark, folder, ...ids]: readonly string[]): Promise<void> {
  const write = Deno.stdout.writeSync.bind(Deno.stdout), encoder = new TextEncoder();
  // On a line of its own, also behind what an answer has written without the end of a line.
  const send = (event: AnswerEvent) => void write(encoder.encode(`\n${mark}${JSON.stringify(event)}\n`));
  for (const name of ["log", "info", "warn", "error", "debug", "table"] as const) console[name] = () => {};
  await tf.setBackend("cpu"); // exercises are small; the checks' numbers hold for every engine
  for (const id of ids) {
    const { exercises } = await NOTEBOOK_EXERCISES[id.split(".")[0]]!();
    send({ start: id });
    // The import is inside, so that an error of the cell itself is a verdict, too.
    const verdict = await judge(async () => {
      const answer = await import(pathToFileURL(join(folder, `${id}.ts`)).href);
      return await exercises[id](answer.default as never);
    }, undefined);
    send({ done: id, ...verdict });
  }
  Deno.exit(); // an answer may have left a timer
}

if (import.meta.main) await main(Deno.args);
