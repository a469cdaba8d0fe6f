export { checkNotebooks } from "./check_notebooks.ts";
export { formatProblem, type Problem } from "./problem.ts";
