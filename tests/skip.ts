/**
 * Tests that this machine cannot run are skipped and say why in their names; `./course test` lists the reasons.
 */

/** The reason where the machine does not run Linux, or "". */
export const needsLinux = Deno.build.os === "linux" ? "" : "needs Linux";

/** A test's name and whether it is ignored: it is for the first of `reasons` that is not empty. */
export function skipIf(name: string, ...reasons: readonly string[]): { name: string; ignore: boolean } {
  const why = reasons.find((reason) => reason !== "");
  return { name: why ? `${name} (skipped: ${why.split("\n")[0]})` : name, ignore: why !== undefined };
}

/** The reason where a program is not on the PATH, or "". */
export async function missingProgram(name: string): Promise<string> {
  const { success } = await new Deno.Command("sh", { args: ["-c", 'command -v "$0"', name], stdout: "null" })
    .output();
  return success ? "" : `${name} is not installed`;
}
