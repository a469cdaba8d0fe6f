/** The worker of kernel_watchdog.ts: it hears the stop button when the kernel's own thread does not. */
import { translate } from "../../language.ts";
import { type Heard, watchPresses } from "./kernel_watchdog.ts";

self.addEventListener("message", ({ data }: MessageEvent<Heard>) => {
  const pressed = watchPresses(() => Number(Atomics.load(data, 0)));
  Deno.addSignalListener("SIGINT", () => {
    if (!pressed(Date.now())) return;
    report(
      translate("the stop button was pressed twice while a loop could not hear it; the kernel ends itself"),
    );
    Deno.kill(Deno.pid, "SIGKILL"); // Deno.exit() would end the worker only
  });
});

/**
 * Prints a line where `./course lab` reads what kernels print. In a kernel, console.error() and Deno.stderr lead into its
 * outputs, which only the kernel's thread sends: the one that the loop keeps.
 */
function report(line: string): void {
  try {
    Deno.writeTextFileSync("/dev/stderr", `${line}\n`, { append: true });
  } catch {
    // Where standard error is no file that can be opened, the kernel ends without a word.
  }
}
