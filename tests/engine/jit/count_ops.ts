import type { Program, ProgramOp } from "../../../lib/engine/jit/program.ts";

/** How often each op occurs, most often first; those in a loop's body once. */
export function countOps(program: Program): [op: string, count: number][] {
  const counts = new Map<string, number>();
  const count = ({ op, body }: ProgramOp) => {
    counts.set(op, (counts.get(op) ?? 0) + 1);
    body?.ops.forEach(count);
  };
  program.ops.forEach(count);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
