/** `./course bench --pack FOLDER`: Deno and one bundled file that measure a machine without network. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("./pack_main.ts", import.meta.url));

const START = `#!/bin/sh
# Measures this machine's GPU through WebGPU and writes gpu-NAME.json here. Needs no network and installs nothing.
# --quick: only whether its numbers are right; --again: also what is recorded. Ctrl-C keeps what is measured.
# On Linux it needs a Vulkan driver and its loader (Debian: libvulkan1). COURSE_DEVICE=js measures the processor.
cd "$(dirname "$0")" || exit 1
exec ./deno run --allow-all --no-config --cached-only lib/measure.js "$@"
`;

/**
 * Writes the pack: deno, lib/measure.js and measure.sh, which starts it.
 *
 * @param folder is made where it is missing
 * @param o.deno the Deno to copy; default: the one that runs. It is for machines of the same system and processor.
 * @throws {Error} if the program cannot be bundled, with what Deno said. The first bundling fetches esbuild from npm.
 */
export async function writePack(folder: string, { deno = Deno.execPath() } = {}): Promise<void> {
  const lib = join(folder, "lib"), script = join(folder, "measure.sh");
  await Deno.mkdir(lib, { recursive: true });
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform=deno", "-o", join(lib, "measure.js"), MAIN],
    cwd: fileURLToPath(new URL("../../../../", import.meta.url)),
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) {
    const said = new TextDecoder().decode(stderr).trim().split("\n").slice(-5).join("\n");
    throw new Error(
      `bundling ${MAIN}: ${said}\nThe first time it fetches esbuild from npm; try again with a network.`,
    );
  }
  await Deno.copyFile(deno, join(folder, "deno"));
  await Deno.writeTextFile(script, START);
  for (const file of [script, join(folder, "deno")]) await Deno.chmod(file, 0o755);
}
