/**
 * All checks of a notebook in one call, on the answers as they are saved: `./course check` runs them in a program of its own,
 * so that an answer with an endless loop cannot stop the kernel.
 */
import { type Language, language, translate } from "../../language.ts";
import { projectPath } from "../../project_folder.ts";
import { stopSignal } from "../kernel/kernel_stop.ts";
import { type Displayable, displayable, escapeHtml } from "../plot/displayable.ts";
import { inlineCode } from "./verdict.ts";

/** One line of the list. */
export interface ListedVerdict {
  readonly id: string;
  readonly kind: "right" | "wrong" | "todo" | "unchecked";
  readonly message: string;
  readonly hint?: string;
}

/**
 * Checks all exercises of a notebook. Save the notebook first (Ctrl+S): the answers are read from its file.
 *
 * @param notebook its number, "03"; in Korean that of notebooks/ko
 * @throws {Error} when `./course check` fails, with what it printed
 * @throws {Interrupted} when the reader stops the cell
 */
export async function checkAll(notebook: string): Promise<Displayable> {
  return verdictList(await savedVerdicts(notebook, { shown: language(), signal: stopSignal() }));
}

async function savedVerdicts(
  notebook: string,
  { shown, signal }: { shown: Language; signal: AbortSignal },
): Promise<ListedVerdict[]> {
  const child = new Deno.Command("sh", {
    args: [projectPath("course"), "check", "--json", "--lang", shown, notebook],
    cwd: projectPath(),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal,
  }).spawn();
  const { stdout, stderr } = await child.output();
  signal.throwIfAborted();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  try {
    return JSON.parse(text(stdout));
  } catch {
    throw new Error(`checking the answers of notebook ${notebook}: ${text(stderr) || text(stdout)}`);
  }
}

/** The verdicts as a list: what is right, what is not yet, with the hint, and what is not begun. */
export function verdictList(verdicts: readonly ListedVerdict[]): Displayable {
  const words = { right: "right", wrong: "not yet", todo: "not begun", unchecked: "not checked" } as const;
  const marks = { right: "✓", wrong: "✗", todo: "·", unchecked: "?" } as const;
  const rows = verdicts.map(({ id, kind, ...texts }) => {
    const [message, hint] = kind === "todo"
      ? ["", ""]
      : [translate(texts.message), translate(texts.hint ?? "")];
    return { id: `${marks[kind]} ${id}`, word: translate(words[kind]), message, hint };
  });
  const label = translate("Hint:");
  const count = verdicts.filter(({ kind }) => kind === "right").length;
  const sum = translate(`${count} of ${verdicts.length} right, in the notebook as it was last saved`);
  const cells = rows.map(({ id, word, message, hint }) =>
    `<tr><th style="text-align: left; white-space: nowrap">${escapeHtml(id)}</th>` +
    `<td style="text-align: left; white-space: nowrap">${
      escapeHtml(word)
    }</td><td style="text-align: left">` +
    `${inlineCode(message)}${hint && `<br><em>${escapeHtml(label)}</em> ${inlineCode(hint)}`}</td></tr>`
  );
  return displayable({
    "text/html": `<table><tbody>${cells.join("")}</tbody></table><p>${escapeHtml(sum)}</p>`,
    "text/plain": [
      ...rows.map(({ id, word, message, hint }) =>
        `${id}  ${word}  ${message}${hint && ` ${label} ${hint}`}`.replaceAll(/\s*\n\s*/g, " ").trimEnd()
      ),
      sum,
    ].join("\n"),
  });
}
