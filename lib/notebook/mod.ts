export { checkNotebooks } from "./check_notebooks.ts";
export { formatProblem } from "./problem.ts";
export type { Problem } from "./problem.ts";
