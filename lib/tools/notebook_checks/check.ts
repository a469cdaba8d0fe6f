/**
 * Checks notebooks, the course's own where none is named: `deno run -A lib/tools/notebook_checks/check.ts [notebook …]`
 *
 * Prints one line for each problem, `notebook cell 7 line 3: …`, and exits with 1 if there was any.
 */
import { relative } from "node:path";
import { courseNotebooks } from "../notebook_file/notebook_file.ts";
import { print } from "../terminal.ts";
import { checkNotebooks } from "./check_notebooks.ts";
import { formatChecked, formatProblem } from "./problem.ts";

if (import.meta.main) {
  const paths = Deno.args.length > 0
    ? Deno.args
    : (await courseNotebooks()).map((path) => relative(Deno.cwd(), path));
  const problems = await checkNotebooks(paths);
  for (const problem of problems) print(formatProblem(problem));
  print(formatChecked(paths.length, problems.length));
  Deno.exit(problems.length > 0 ? 1 : 0);
}
