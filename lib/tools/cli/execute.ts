/**
 * Executes a notebook from top to bottom in a new kernel of the course, with nbclient (lib/tools/cli/python/execute.py).
 */
import { dirname, join } from "node:path";
import { CommandError } from "../command_error.ts";
import { systemAdvice } from "./install_advice.ts";
import { describeKernelEnd, type KernelEnd } from "./kernel_end.ts";
import { kernelName } from "../kernelspec.ts";
import { layout } from "../layout.ts";
import { type ErrorOutput, joinText, type Notebook, readNotebook } from "../notebook_file/notebook_file.ts";
import { run } from "../subprocess.ts";
import { temporaryFolder } from "../temporary_folder.ts";

interface ExecuteOptions {
  /** Added to the kernel's environment: COURSE_CORPUS, COURSE_PRESET …; COURSE_CHECKPOINTS is a new folder by default. */
  env?: Record<string, string>;
  /** The kernel's current folder. Default: the notebook's. */
  folder?: string;
  onProgress?: (progress: CellProgress) => void;
}

/** How far a run is: before, in or after code cell number `cell` (from 1) of `cells`. */
interface CellProgress {
  readonly kind: "start" | "output" | "end";
  readonly cell: number;
  readonly cells: number;
  /** The cell's first line that is not blank, a comment or an import. */
  readonly title: string;
  /** What was just printed (kind "output"). */
  readonly text: string;
}

export interface CellFailure {
  /** The code cell that failed, from 1. */
  readonly cell: number;
  readonly source: string;
  readonly name: string;
  readonly message: string;
  readonly traceback: string;
}

export interface Executed {
  /** The notebook with the outputs of this run, as nbclient leaves it. */
  readonly notebook: Notebook;
  readonly failure?: CellFailure;
  /** The most memory that the kernel held at once. */
  readonly peakBytes: number;
}

/** The kernel runs this before the first cell, so that it shows causes of errors and errors that nothing catches. */
const SHOW_ERRORS = `await import(${
  JSON.stringify(new URL("../../notebook/kernel/kernel_errors.ts", import.meta.url).href)
}).then(({ showErrors }) => showErrors())`;

type Event =
  | { event: "memory"; peakBytes: number }
  | { event: "start" | "end"; cell: number }
  | { event: "output"; cell: number; text: string }
  | { event: "error"; name: string; message: string }
  | { event: "dead"; status: number | null; outOfMemory: boolean }
  | { event: "notebook"; notebook: Notebook };

/**
 * Runs every code cell and returns the notebook with its outputs; the file itself is not changed.
 *
 * @throws {CommandError} when the notebook cannot be read or the kernel does not start
 */
export async function executeNotebook(path: string, o: ExecuteOptions = {}): Promise<Executed> {
  const { cells } = await readNotebook(path);
  const code = cells.map((cell, index) => ({ cell, index }))
    .filter(({ cell }) => cell.cell_type === "code" && joinText(cell.source).trim() !== "");
  const numberOf = (index: number) => code.findIndex((entry) => entry.index === index) + 1;
  let current = 0;
  let failure: CellFailure | undefined;
  let executed: Notebook | undefined;
  let peakBytes = 0;
  let dead: Omit<KernelEnd, "lines"> | undefined;
  const noise: string[] = [];
  const failing = () => ({ cell: numberOf(current), source: joinText(cells[current].source) });

  const given = o.env?.COURSE_CHECKPOINTS || Deno.env.get("COURSE_CHECKPOINTS");
  // A new folder for each run, so that the run shows a whole training, not the end of an earlier one.
  await using checkpoints = given ? undefined : await temporaryFolder(join(layout.cache, "run_checkpoints"));
  const { code: status } = await run(layout.python, [
    join(layout.requirements, "execute.py"),
    path,
    o.folder ?? dirname(path),
    kernelName,
    SHOW_ERRORS,
  ], {
    // No reader solves exercises here (lib/notebook/exercises/progress.ts).
    env: {
      COURSE_PROGRESS: "",
      ...o.env,
      ...(checkpoints ? { COURSE_CHECKPOINTS: checkpoints.folder } : {}),
    },
    onLine: (line, stream) => {
      const event = stream === "stdout" ? parseEvent(line) : undefined;
      if (!event) noise.push(line);
      else if (event.event === "memory") peakBytes = event.peakBytes;
      else if (event.event === "notebook") executed = event.notebook;
      else if (event.event === "dead") dead = event;
      else if (event.event === "error") {
        failure = { name: event.name, message: event.message, traceback: "", ...failing() };
      } else {
        current = event.cell;
        o.onProgress?.({
          kind: event.event,
          cell: numberOf(current),
          cells: code.length,
          title: cellTitle(joinText(cells[current].source)),
          text: event.event === "output" ? event.text : "",
        });
      }
    },
  });
  if (!executed) {
    throw new CommandError(
      `${path} could not be executed (exit status ${status}):\n${
        noise.slice(-12).map((line) => `  ${line}`).join("\n")
      }`,
      { next: systemAdvice(noise) ?? "run `./course doctor`; it checks Python, Jupyter and the kernel." },
    );
  }
  if (dead) {
    const message = describeKernelEnd({ ...dead, lines: noise, peakBytes });
    failure = { name: "the kernel ended", message, traceback: "", ...failing() };
  } else if (failure) {
    // nbclient passes on the kernel's reply, which has less in it than the output that the kernel shows.
    const shown = executed.cells[current].outputs?.find((output) => output.output_type === "error");
    failure = { ...failure, ...(shown && describeShown(shown)) };
  }
  return { notebook: executed, ...(failure && { failure }), peakBytes };
}

function describeShown(
  { ename: name, evalue: message, traceback }: ErrorOutput,
): Pick<CellFailure, "name" | "message" | "traceback"> {
  if (name === "Unknown error" && message === "(none)") return { name, message: UNSHOWN, traceback: "" };
  return { name, message, traceback: traceback.join("\n") };
}

/** Deno's kernel cannot pass on a text that is not valid Unicode, and names no reason (lib/notebook/kernel/kernel_errors.ts). */
const UNSHOWN =
  "the kernel cannot show what this cell returned or threw: an empty text, or one with half of a " +
  'surrogate pair, such as "😀"[0]; show text.toWellFormed() or JSON.stringify(text)';

function parseEvent(line: string): Event | undefined {
  try {
    const event = JSON.parse(line);
    return typeof event?.event === "string" ? event : undefined;
  } catch {
    return undefined;
  }
}

/** The first line of a cell that is not a comment or an import. */
export function cellTitle(source: string): string {
  const lines = source.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return lines.find((line) => !line.startsWith("//") && !line.startsWith("import ")) ?? lines[0] ?? "";
}
