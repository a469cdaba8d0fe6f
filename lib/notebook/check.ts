/**
 * Checks notebooks: `deno run -A lib/notebook/check.ts notebooks/*.ipynb`
 *
 * Prints one line for each problem, `notebook cell 7 line 3: …`, and exits with 1 if there was any.
 */
import { checkNotebooks } from "./check_notebooks.ts";
import { formatProblem } from "./problem.ts";

if (import.meta.main) {
  if (Deno.args.length === 0) {
    console.error("checking notebooks: name at least one, such as notebooks/*.ipynb");
    Deno.exit(2);
  }
  const problems = await checkNotebooks(Deno.args);
  for (const problem of problems) console.log(formatProblem(problem));
  const count = (n: number, thing: string) => `${n} ${thing}${n === 1 ? "" : "s"}`;
  console.log(`${count(Deno.args.length, "notebook")} checked, ${count(problems.length, "problem")}`);
  Deno.exit(problems.length > 0 ? 1 : 0);
}
