/** The folder from which the reader called the command: `deno task` changes the current folder and sets INIT_CWD. */
export function callerFolder(): string {
  return Deno.env.get("INIT_CWD") ?? Deno.cwd();
}
