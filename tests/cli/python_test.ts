import assert from "node:assert/strict";
import { CommandError } from "../../lib/cli/command_error.ts";
import { choosePython, inspectPython, type Python } from "../../lib/cli/python.ts";

const python = (version: string, o: Partial<Python> = {}): Python => ({
  command: `python${version}`,
  version,
  supported: true,
  canMakeVenv: true,
  ...o,
});

function failure(found: readonly Python[], asked?: string): CommandError {
  try {
    choosePython(found, asked);
  } catch (error) {
    assert.ok(error instanceof CommandError);
    return error;
  }
  throw new Error("choosePython() did not throw");
}

Deno.test("choosePython() takes the first interpreter that can make a virtual environment", () => {
  const old = python("3.9.2", { supported: false });
  const bare = python("3.11.2", { canMakeVenv: false });
  const good = python("3.12.1");
  assert.equal(choosePython([old, bare, good]), good);
});

Deno.test("choosePython() says what to install when venv is missing, as on Debian", () => {
  const { message, next } = failure([python("3.11.2", { canMakeVenv: false })]);
  assert.match(message, /3\.11\.2 .* venv and ensurepip/);
  assert.match(next, /apt-get install python3-venv \(or python3\.11-venv\)/);
});

Deno.test("choosePython() names the range when only other versions are there, and says so when there is none", () => {
  assert.match(failure([python("3.14.0", { supported: false })]).message, /Python 3\.10 to 3\.13.*3\.14\.0/);
  assert.match(failure([]).next, /apt-get install python3 python3-venv/);
  assert.match(failure([], "/opt/python").message, /COURSE_PYTHON names no working Python 3: \/opt\/python/);
});

Deno.test("inspectPython() answers undefined for what is no Python", async () => {
  assert.equal(await inspectPython("no-such-python"), undefined);
  assert.equal(await inspectPython("true"), undefined);
});
