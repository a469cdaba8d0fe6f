/**
 * The engine for the tests in this folder: opened once, or null if the library is not installed.
 *
 * If it cannot be opened for another reason, the tests fail.
 */
import { type TensorFlowEngine, useTensorFlow } from "lib/engine/tensorflow";
import { missingLibrary } from "../device/missing_library.ts";
import { skipIf } from "../../skip.ts";

const missing = missingLibrary();
const opened = missing === "" ? useTensorFlow() : null;

/** Registers a test of the engine. */
export function engineTest(name: string, body: (engine: TensorFlowEngine) => void | Promise<void>): void {
  Deno.test({ ...skipIf(name, missing), fn: () => body(opened!) });
}

/** Runs a TypeScript program in its own process, because a process can set the engine's options only once. */
export async function runProgram(
  source: string,
  { env = {}, flags = [] }: { env?: Record<string, string>; flags?: readonly string[] } = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const folder = await Deno.makeTempDir();
  try {
    const file = `${folder}/program.ts`;
    await Deno.writeTextFile(file, source);
    const config = `${import.meta.dirname}/../../../deno.json`;
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", ...flags, "--config", config, file],
      env: { NO_COLOR: "1", ...env },
    }).output();
    return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
