/**
 * Set-up: installs what is missing and says so.
 *
 * The `course` script has fetched Deno, and start.ts the npm packages. This file installs the rest: the Python environment
 * with Jupyter, TensorFlow's library, and the kernel that Jupyter starts.
 */
import { compilerFlags } from "../environment.ts";
import { writeKernelspec } from "../kernelspec.ts";
import { withSetupLock } from "./setup_lock.ts";
import { setUpTensorFlow } from "./tensorflow_library.ts";
import { say } from "../terminal.ts";
import { jupyterVenv, setUpVenv } from "./virtual_environment.ts";

/** Installs what is missing; safe to interrupt and to start twice at once. */
export async function setUp(): Promise<void> {
  for (const name of compilerFlags) {
    if (Deno.env.get(name)) {
      say(
        `${name} is set, but the kernels do not get it: TensorFlow ends the process on a flag that it does not know. ` +
          "Set it in a cell, before the first tensor.",
      );
    }
  }
  await withSetupLock(async () => {
    await setUpVenv(jupyterVenv);
    await setUpTensorFlow();
    await writeKernelspec();
  });
}
