/**
 * Set-up: installs what is missing and says so; where nothing is missing it only looks.
 *
 * Deno is there already (the `course` script fetched it), and so are the npm packages (start.ts). What is left is the
 * virtual environment with Jupyter and TensorFlow, and the kernel that Jupyter starts.
 */
import { writeKernelspec } from "./kernelspec.ts";
import { say, withSetupLock } from "./setup_lock.ts";
import { setUpVenv, type VenvStamp } from "./virtual_environment.ts";

/** Installs what is missing; safe to interrupt and to start twice at once. */
export function setUp(): Promise<VenvStamp> {
  return withSetupLock(async () => {
    const venv = await setUpVenv(say);
    await writeKernelspec();
    return venv;
  });
}
