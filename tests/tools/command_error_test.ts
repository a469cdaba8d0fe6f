import assert from "node:assert/strict";
import { CommandError, describeError } from "../../lib/tools/command_error.ts";

function refusal(code: string): Error {
  return Object.assign(new Error(`${code} (os error 1): open '/course/x'`), { code });
}

Deno.test("describeError() says what the operating system refused and what to do, without a stack", () => {
  const codes: [string, RegExp][] = [
    ["ENOSPC", /the disk is full: .*\n {2}next: make room/],
    ["EDQUOT", /share of the disk/],
    ["EROFS", /read-only: .*'\/course\/x'\n {2}next: copy the course's folder/],
    ["EACCES", /may not use this file/],
    ["EPERM", /may not use this file/],
    ["ENOMEM", /close other programs/],
    ["EMFILE", /ulimit/],
    ["ENOTDIR", /a file where a folder should be/],
    ["EEXIST", /a file where a folder should be/],
  ];
  for (const [code, said] of codes) {
    const text = describeError(new Error("while saving", { cause: refusal(code) }));
    assert.doesNotMatch(text, /\n\s+at /);
    assert.match(describeError(refusal(code)), said);
  }
  const copied = new TypeError("failed to copy '/a' to '/b': No space left on device (os error 28)");
  assert.match(describeError(copied), /the disk is full: .*\n {2}next: make room/);
});

Deno.test("describeError() recognises an error that this system throws", async () => {
  const error = await Deno.writeTextFile("/proc/version/x", "").catch((e) => e);
  assert.match(describeError(error), /a file where a folder should be.*\n {2}next: /);
});

Deno.test("describeError() prints a CommandError with its causes, and anything else with its stack", () => {
  const error = new CommandError("no kernel", { next: "start again.", cause: new Error("it died") });
  assert.equal(describeError(error), "course: no kernel\n  because: it died\n  next: start again.");
  assert.match(describeError(new TypeError("ours")), /^TypeError: ours\n\s+at /);
  assert.equal(describeError("text"), "text");
});
