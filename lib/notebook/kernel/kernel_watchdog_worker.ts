/** The worker of kernel_watchdog.ts: it hears the stop button when the kernel's own thread does not. */
import { translate } from "../../language.ts";
import { type Heard, watchPresses } from "./kernel_watchdog.ts";

self.addEventListener("message", ({ data }: MessageEvent<Heard>) => {
  const pressed = watchPresses(() => Number(Atomics.load(data, 0)));
  Deno.addSignalListener("SIGINT", () => {
    if (!pressed(Date.now())) return;
    // Not console.error(): in a kernel it waits for the kernel's thread, which the loop keeps.
    const why = translate(
      "the stop button was pressed twice while a loop could not hear it; the kernel ends itself",
    );
    Deno.stderr.writeSync(new TextEncoder().encode(`${why}\n`));
    Deno.kill(Deno.pid, "SIGKILL"); // Deno.exit() would end the worker only
  });
});
