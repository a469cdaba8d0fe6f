import assert from "node:assert/strict";
import { withParent } from "../../lib/tools/subprocess.ts";

/** Starts a program that starts another one through with_parent.sh; returns both. */
async function family(command: string[]): Promise<{ parent: Deno.ChildProcess; child: number }> {
  const inner = withParent(...command as [string, ...string[]]);
  // A session of its own for the child, as Jupyter gives its kernels.
  const script = `const child = new Deno.Command(${JSON.stringify(inner[0])}, { args: ${
    JSON.stringify(inner.slice(1))
  },
    detached: true, stdin: "null", stdout: "null", stderr: "null" }).spawn();
    console.log(child.pid); await child.status;`;
  const parent = new Deno.Command(Deno.execPath(), {
    args: ["eval", script],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = parent.stdout.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return { parent, child: Number(new TextDecoder().decode(value)) };
}

function runs(pid: number): boolean {
  try {
    Deno.kill(pid, "SIGCONT"); // does nothing to a process that runs
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof TypeError) return false;
    throw error;
  }
}

async function ends(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100 && runs(pid); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return !runs(pid);
}

for (const signal of ["SIGKILL", "SIGHUP", "SIGTERM"] as const) {
  Deno.test(`a program that the course starts ends with its parent, ended by ${signal}`, async () => {
    // The child hears no signal of the terminal.
    const { parent, child } = await family(["sh", "-c", "trap '' HUP INT TERM; while :; do sleep 0.1; done"]);
    assert.ok(runs(child));
    parent.kill(signal);
    await parent.status;
    assert.ok(await ends(child));
  });
}

Deno.test("a program keeps its arguments, process id, exit status and signals", async () => {
  const [shell, ...args] = withParent("sh", "-c", 'echo $$ "$1"; exit 7', "sh", "a b'c");
  const process = new Deno.Command(shell, { args, stdout: "piped" }).spawn();
  const { code, stdout } = await process.output();
  assert.equal(code, 7);
  assert.equal(new TextDecoder().decode(stdout), `${process.pid} a b'c\n`);

  const [again, ...rest] = withParent("sleep", "60");
  const sleeping = new Deno.Command(again, { args: rest }).spawn();
  await new Promise((resolve) => setTimeout(resolve, 200));
  sleeping.kill("SIGTERM");
  assert.equal((await sleeping.status).signal, "SIGTERM");
});
