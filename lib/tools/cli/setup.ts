/**
 * Set-up: installs what is missing and says so; where nothing is missing it only looks.
 *
 * Deno is there already (the `course` script fetched it), and so are the npm packages (start.ts). What is left is the
 * Python environment with Jupyter, TensorFlow's library, and the kernel that Jupyter starts.
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
        `${name} is set; the kernels do without it, because TensorFlow ends the process on a flag it does not know.`,
      );
    }
  }
  await withSetupLock(async () => {
    await setUpVenv(jupyterVenv);
    await setUpTensorFlow();
    await writeKernelspec();
  });
}
