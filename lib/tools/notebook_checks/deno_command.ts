/** Runs this Deno in a notebook's folder, where it finds the project's deno.json as the kernel does. */
export async function deno(
  args: readonly string[],
  cwd: string,
  input = "",
): Promise<{ success: boolean; text: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd,
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  const text = decoder.decode(stdout);
  return { success, text: success || text.trim() !== "" ? text : decoder.decode(stderr) };
}
