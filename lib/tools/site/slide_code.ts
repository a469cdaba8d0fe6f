/**
 * The lines of a code cell that a slide shows: at most fourteen, without imports, checks, plots, prints and clean-up.
 *
 * `deno fmt` begins each top-level statement in the first column, so a cell can be cut into statements without a parser.
 * What a slide leaves out is on the page.
 */
export const MOST_CODE_LINES = 14;

interface Statement {
  readonly lines: readonly string[];
  /** A helper is a function in a `const`. */
  readonly kind: "declaration" | "helper" | "plumbing" | "other";
  /** Whether an empty line stood before it. */
  readonly apart: boolean;
}

/**
 * @param source a code cell's
 * @param hasFigure the cell shows a figure or a table: then only the functions that it declares are worth a slide
 * @param only the names of the only declarations to show, with commas
 * @returns the lines to show, or undefined where nothing fits or nothing is left
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { slideCode } from "./slide_code.ts";
 *
 * const cell = 'import { table } from "lib/notebook/plot";\n\nfunction twice(x: number) {\n  return 2 * x;\n}\ntable([]);';
 * assert.equal(slideCode(cell, { hasFigure: true }), "function twice(x: number) {\n  return 2 * x;\n}");
 * ```
 */
export function slideCode(
  source: string,
  { hasFigure, only }: { hasFigure: boolean; only?: string },
): string | undefined {
  const kept = statementsOf(source).filter(({ kind }) => kind !== "plumbing");
  // What is printed stands beside the code; the line that prints it says nothing more.
  const silent = kept.filter(({ lines }) => !lines.some((line) => line.startsWith("console.log(")));
  const isOnly = ({ lines }: Statement) =>
    lines.some((line) =>
      new RegExp(`\\b(?:function|class|const) (?:${only?.replaceAll(",", "|")})\\b`).test(line)
    );
  const core = only ? kept.filter(isOnly) : silent.length > 0 ? silent : kept;
  const whole = join(core);
  if (!hasFigure && lineCount(whole) <= MOST_CODE_LINES) return whole === "" ? undefined : whole;
  const chosen: Statement[] = [];
  // Beside a figure helpers only prepare it.
  const kinds = hasFigure ? ["declaration"] : ["declaration", "helper"];
  for (const statement of core.filter(({ kind }) => kinds.includes(kind))) {
    if (lineCount(join([...chosen, statement])) <= MOST_CODE_LINES) chosen.push(statement);
  }
  const code = join(chosen);
  return lineCount(code) >= 3 ? code : undefined;
}

function join(statements: readonly Statement[]): string {
  return statements.map(({ lines, apart }, i) => (apart && i > 0 ? "\n" : "") + lines.join("\n")).join("\n");
}

function lineCount(code: string): number {
  return code === "" ? 0 : code.split("\n").length;
}

function statementsOf(source: string): Statement[] {
  const found: { lines: string[]; apart: boolean }[] = [];
  let comment = false, apart = false, begun = false;
  for (const line of source.split("\n")) {
    if (line.trim() === "" && !comment && (begun || found.length === 0 || isClosed(found.at(-1)!.lines))) {
      apart = true;
      continue;
    }
    const isComment = /^(\/\/|\/\*\*?|\s\*)/.test(line);
    // A statement begins in the first column; "}" and ")" there end one. A comment belongs to what follows it.
    const begins = /^[^\s})\]]/.test(line) && !comment;
    if (begins) found.push({ lines: [], apart });
    if (found.length === 0) found.push({ lines: [], apart });
    found.at(-1)!.lines.push(line);
    comment = isComment;
    apart = false;
    begun = false;
  }
  const tools = importedFrom(source, /lib\/notebook/);
  return found.map((statement) => ({ ...statement, kind: kindOf(statement.lines, tools) }));
}

/** Whether a statement's brackets are all closed, so that an empty line after it separates two statements. */
function isClosed(lines: readonly string[]): boolean {
  const text = lines.join("\n");
  const count = (bracket: string) => text.split(bracket).length;
  return count("{") === count("}") && count("(") === count(")") && count("[") === count("]") &&
    count("`") % 2 === 1;
}

/** The names that a cell imports from the modules that `from` matches. */
function importedFrom(source: string, from: RegExp): string[] {
  return [...source.matchAll(/^import \{([^}]*)\} from "([^"]+)"/gm)]
    .filter(([, , module]) => from.test(module))
    .flatMap(([, names]) => names.split(",").map((name) => name.replace("type ", "").trim()))
    .filter((name) => name !== "");
}

const CHECKS = /^(?:await )?(?:assertSame|assert(?:\.\w+)?|connectKernel|tf\.dispose|dispose\w*|void)\b/;

function kindOf(lines: readonly string[], tools: readonly string[]): Statement["kind"] {
  const code = lines.filter((line) => !/^\s*(\/\/|\/?\*)/.test(line)).join("\n");
  const called = code.match(/^(?:await )?(\w+)\(/)?.[1];
  if (/^(?:async )?function assertSame\b/.test(code)) return "plumbing";
  if (/^(?:export )?(?:async )?function\b|^class\b/.test(code)) return "declaration";
  if (/^const \w+(?:: [^=]+)? = (?:async )?(?:<[^>]*>)?(?:\([^]*?\)|\w+)(?:: [^=]+)? =>/.test(code)) {
    return "helper";
  }
  if (
    /^import\b/.test(code) || /\bassertSame\(/.test(code) || CHECKS.test(code) ||
    /^if \([^]*throw new/.test(code) || code.trim() === "" ||
    /^[\w.]+\.(?:dispose|close)\(\);?$/.test(code) || /await useDevice\(/.test(code) ||
    called !== undefined && (tools.includes(called) || PLOTS.test(called))
  ) return "plumbing";
  return "other";
}

/** Calls that only show something, also where an earlier cell imported them. */
const PLOTS =
  /^(?:show|table|\w+(?:Chart|Diagram|Strip|Map|Explorer|Curve|Slider|Steps|Graph|Surface|Equation))$/;
