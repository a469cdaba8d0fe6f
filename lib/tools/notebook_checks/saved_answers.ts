/**
 * The answers to exercises in a saved notebook, as modules that run without the notebook's other cells.
 *
 * A module has the answer's cell, and of all other code cells the imports, functions, classes and plain constants that the
 * answer uses. Nothing else of them runs: they may train for an hour. A value that another cell computes is therefore not
 * there, and `computed` lists such names.
 *
 * Statements are found by their indentation: one begins at the start of a line. esbuild says whether a part is whole.
 */
import { type Message, transform, type TransformFailure } from "esbuild";
import { joinText, type Notebook } from "../notebook_file/notebook_file.ts";
import { exerciseCells } from "./exercises.ts";

/** One exercise of a notebook: the module of its answer, or why there is none. */
export type SavedAnswer =
  & { readonly id: string }
  & ({ readonly module: string; readonly computed: ReadonlySet<string> } | {
    readonly problem: string;
    readonly hint: string;
  });

/** A part of a cell that the module may need. */
interface Declared {
  readonly name: string;
  readonly source: string;
}

/** The answers to these exercises. Call esbuild's `stop()` after the last notebook. */
export async function savedAnswers(notebook: Notebook, ids: readonly string[]): Promise<SavedAnswer[]> {
  const found = exerciseCells(notebook);
  return await Promise.all(ids.map(async (id): Promise<SavedAnswer> => {
    const cells = (role: string) => found.filter((cell) => cell.exercise === id && cell.role === role);
    const source = (cell?: { readonly index: number }) => cell && joinText(notebook.cells[cell.index].source);
    const check = cells("check")[0];
    // A reader may have copied the cell to try another answer: the last one before the check is the one that it sees.
    const stubs = cells("stub");
    const answer = source(stubs.findLast(({ index }) => index < (check?.index ?? Infinity)) ?? stubs[0]);
    const name = source(check)?.match(/\bcheck\(\s*["'][\d.]+["'],\s*([\w$]+)\s*\)/)?.[1];
    if (answer === undefined || name === undefined) {
      const missing = answer === undefined ? "the cell with its answer" : "the cell with its check";
      return {
        id,
        problem: `${missing} is not in the notebook`,
        hint: "`./course reset` with the notebook's number brings it back; yours is kept aside",
      };
    }
    const error = await syntaxError(answer);
    if (error) {
      return {
        id,
        problem: `the cell is not valid TypeScript: ${error.text}, in line ${error.location?.line ?? 1}`,
        hint: "run the cell in the notebook: it shows the line",
      };
    }
    const others = notebook.cells
      .filter(({ cell_type, source }) => cell_type === "code" && joinText(source) !== answer)
      .map(({ source }) => joinText(source));
    return { id, ...await moduleOf({ answer, name, others }) };
  }));
}

async function moduleOf(
  { answer, name, others }: { answer: string; name: string; others: readonly string[] },
): Promise<{ module: string; computed: Set<string> }> {
  const declared = new Map<string, Declared>();
  const computed = new Set<string>();
  for (const statement of others.flatMap(statements)) {
    const parts = declarations(statement);
    if (parts.length === 0) { for (const name of computedNames(statement)) computed.add(name); }
    if (parts.length === 0 || await syntaxError(statement)) continue;
    for (const part of parts) declared.set(part.name, part); // a later cell replaces an earlier one
  }
  let body = answer;
  for (const statement of statements(answer).filter((text) => /^import\b/.test(text))) {
    for (const part of declarations(statement)) declared.set(part.name, part);
    body = body.replace(statement, statement.replaceAll(/[^\n]/g, "")); // lines keep their numbers
  }
  body = body.replaceAll(/^export (?=const|let|var|async|function|class)/gm, "");
  const needed = neededBy(body, declared).map(({ source }) => source);
  // The answer has a scope of its own, so its names hide those of other cells.
  const module = `${
    needed.join("\n")
  }\nexport default await (async () => {\n${body}\n;return ${name};\n})();\n`;
  for (const name of declared.keys()) computed.delete(name);
  return { module, computed };
}

/** Those parts whose names are in the text, or in another part that is needed; imports first. */
function neededBy(text: string, declared: ReadonlyMap<string, Declared>): Declared[] {
  const needed = new Set<Declared>();
  const waiting = [text];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [name] of next.matchAll(/[A-Za-z_$][\w$]*/g)) {
      const part = declared.get(name);
      if (!part || needed.has(part)) continue;
      needed.add(part);
      waiting.push(part.source);
    }
  }
  const isImport = ({ source }: Declared) => source.startsWith("import ");
  return [...needed].sort((a, b) => Number(isImport(b)) - Number(isImport(a)));
}

/** A cell's statements: each begins at the start of a line and ends before the next. */
function statements(source: string): string[] {
  return source.split(/^(?=[^\s)}\]/])/m);
}

/** Declarations without a call in them: they may run without the cells before. */
const FUNCTION = /^(?:export )?(?:async )?(?:function\s*\*?|class|enum)\s+([\w$]+)/;
const ARROW = /^(?:export )?const ([\w$]+)[^=]*= (?:async )?(?:\([^;]*?\)|[\w$]+)(?::[^=]+)?\s*=>/;
const CONSTANT = /^(?:export )?const ([\w$]+)(?:: \w+)? = (?:-?[\d._e]+|"[^"\n]*"|'[^'\n]*');\s*$/;

function declarations(statement: string): Declared[] {
  const name = [FUNCTION, ARROW, CONSTANT].map((form) => statement.match(form)?.[1]).find(Boolean);
  if (name) return [{ name, source: statement.replace(/^export /, "") }];
  const [, clause, from] = statement.match(/^import\s+(?!type\b)([^;"']+?)\s+from\s+("[^"]+"|'[^']+')/) ?? [];
  if (!clause) return [];
  const [, whole, named = ""] = clause.match(/^([^{]*?)(?:\{([^}]*)\})?$/) ?? [];
  const wholes = (whole ?? "").split(",").map((part) => part.trim()).filter(Boolean)
    .map((part) => ({ name: part.replace(/^\*\s+as\s+/, ""), clause: part }));
  const names = named.split(",").map((part) => part.trim()).filter((part) =>
    part && !part.startsWith("type ")
  )
    .map((part) => ({ name: part.split(/\s+as\s+/).at(-1)!, clause: `{ ${part} }` }));
  return [...wholes, ...names].map(({ name, clause }) => ({
    name,
    source: `import ${clause} from ${from};`,
  }));
}

/** The names that a statement gives to values: `const [a, b] = …`. */
function computedNames(statement: string): string[] {
  const [, names = ""] = statement.match(/^(?:export )?(?:const|let|var)\s+([^=]+?)\s*=/) ?? [];
  return names.match(/[A-Za-z_$][\w$]*/g) ?? [];
}

/** The first thing that is no TypeScript, or undefined. */
async function syntaxError(source: string): Promise<Message | undefined> {
  try {
    await transform(source, { loader: "ts", logLevel: "silent" });
  } catch (error) {
    return (error as TransformFailure).errors[0];
  }
}
