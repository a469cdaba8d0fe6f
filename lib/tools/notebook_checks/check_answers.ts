/**
 * Runs the checks of exercises on saved answers (saved_answers.ts), each with a time limit.
 *
 * The answers run in a program of their own (answer_program.ts): a loop that does not end, or an answer that ends the
 * program, costs one exercise, and the others go on in a new one.
 */
import { join } from "node:path";
import type { Verdict } from "../../notebook/exercises/verdict.ts";
import { layout } from "../layout.ts";
import { run } from "../subprocess.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import type { SavedAnswer } from "./saved_answers.ts";

/** A verdict; "unchecked" where the answer cannot run without other cells. */
export type CheckedAnswer = Omit<Verdict, "kind"> & { readonly kind: Verdict["kind"] | "unchecked" };

/** How long one answer may run, in seconds. The slowest solution of the course takes two on one core. */
const LIMIT_SECONDS = 30;
/** How long the program may take until it checks the first answer, in seconds. */
const START_SECONDS = 120;

/** What the program prints, one line each. */
export type AnswerEvent = { readonly start: string } | {
  readonly done: string;
  readonly kind: Verdict["kind"];
  readonly message: string;
  readonly hint?: string;
};

/** Checks the answers in order. @param o.onChecked called with each verdict */
export async function checkAnswers(
  answers: readonly SavedAnswer[],
  o: { readonly limitSeconds?: number; readonly onChecked?: (checked: CheckedAnswer) => void } = {},
): Promise<CheckedAnswer[]> {
  const { limitSeconds = LIMIT_SECONDS } = o;
  // Inside the project, so that imports find deno.json.
  await using temporary = await temporaryFolder(join(layout.cache, "answers"));
  const { folder } = temporary;
  const checked = new Map<string, CheckedAnswer>();
  const add = (answer: CheckedAnswer) => {
    checked.set(answer.id, answer);
    o.onChecked?.(answer);
  };
  for (const answer of answers) {
    if ("module" in answer) await Deno.writeTextFile(join(folder, `${answer.id}.ts`), answer.module);
    else add({ id: answer.id, kind: "wrong", message: answer.problem, hint: answer.hint });
  }
  for (;;) {
    const waiting = answers.filter((answer) => !checked.has(answer.id));
    if (waiting.length === 0) break;
    const ended = await runProgram(folder, waiting.map(({ id }) => id), {
      limitSeconds,
      onDone: ({ done, kind, message, hint }) =>
        add(judged({ id: done, kind, message, hint }, waiting.find(({ id }) => id === done)!)),
    });
    if (ended) add({ ...ended, id: ended.id ?? waiting[0].id });
  }
  return answers.map(({ id }) => checked.get(id)!);
}

/** A verdict about a value of another cell is none about the answer. */
function judged(verdict: Verdict, answer: SavedAnswer): CheckedAnswer {
  const name = verdict.message.match(/ReferenceError: ([\w$]+) is not defined/)?.[1];
  if (!name || !("computed" in answer) || !answer.computed.has(name)) return verdict;
  return {
    id: verdict.id,
    kind: "unchecked",
    message: `it uses \`${name}\`, which another cell computes; run its check in the notebook`,
  };
}

/** Runs the program until it ends. Returns the verdict of the answer at which it ended too early, if any. */
async function runProgram(
  folder: string,
  ids: readonly string[],
  { limitSeconds, onDone }: {
    limitSeconds: number;
    onDone: (event: Extract<AnswerEvent, { done: string }>) => void;
  },
): Promise<{ id?: string; kind: "wrong"; message: string; hint: string } | undefined> {
  const stop = new AbortController();
  const mark = crypto.randomUUID(); // tells the program's lines from those that an answer prints
  let current: string | undefined, isLate = false, done = 0;
  const late = () => {
    isLate = true;
    stop.abort();
  };
  let timer = setTimeout(late, 1000 * START_SECONDS);
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(late, 1000 * limitSeconds);
  };
  const program = new URL("./answer_program.ts", import.meta.url).href;
  const args = ["run", "--allow-all", "--no-check", "--quiet", program, mark, folder, ...ids];
  let code: number, tail: readonly string[];
  try {
    ({ code, tail } = await run(Deno.execPath(), args, {
      signal: stop.signal,
      onLine: (line) => {
        if (!line.startsWith(mark)) return;
        const event: AnswerEvent = JSON.parse(line.slice(mark.length));
        restart();
        if ("start" in event) return void (current = event.start);
        current = undefined;
        done++;
        onDone(event);
      },
    }));
  } finally {
    clearTimeout(timer);
  }
  if (done === ids.length) return undefined;
  if (current === undefined && !isLate) {
    throw new Error(
      `the program that runs the answers ended with status ${code}:\n${tail.slice(-6).join("\n")}`,
    );
  }
  return {
    id: current,
    kind: "wrong",
    ...(isLate
      ? {
        message: `stopped after ${limitSeconds} seconds`,
        hint: "a loop that does not end? Check its condition with a small input",
      }
      : {
        message: "your code ended the program",
        hint: "a call of `Deno.exit`, or more memory than there is?",
      }),
  };
}
