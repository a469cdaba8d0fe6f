import assert from "node:assert/strict";
import { installAdvice, systemAdvice } from "../../../lib/tools/cli/install_advice.ts";

/** Lines that npm, Deno, pip and uv print, and the beginning of what to do. */
const cases: [string, RegExp][] = [
  ["npm error code ENOSPC\nnpm error network request to https://x failed", /make room/],
  [
    "error: Failed to copy\n  cause: No space left on device (os error 28)\nerror sending request",
    /make room/,
  ],
  [
    "ERROR: Could not install packages due to an OSError: [Errno 122] Disk quota exceeded",
    /share of the disk/,
  ],
  ["error: Read-only file system (os error 30)", /read-only/],
  ["npm error code EACCES\nnpm error syscall mkdir", /may not use this file.*make the course's folder yours/],
  ["Permission denied (os error 13): connect", /may not use this file.*make the course's folder yours/],
  ["Killed", /ran out of memory/],
  ["fork: Cannot allocate memory", /ran out of memory/],
  ["error: Hash mismatch for `anyio==4.16.0`", /damaged or replaced/],
  ["THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", /damaged or replaced/],
  [
    "error: No interpreter found for Python >=3.10 in managed installations or search path",
    /install Python 3\.10/,
  ],
  [
    "cause: Failed to download `https://github.com/astral-sh/python-build-standalone/x`\ndns error",
    /fetching one failed/,
  ],
  ["Because the current Python version (3.8.18) does not satisfy Python>=3.10", /use a Python from 3\.10/],
  ["npm error code ENOTFOUND", /connect to the internet/],
  ["client error (Connect)\ndns error", /connect to the internet/],
  ["ERROR: No matching distribution found for x", /COURSE_ENGINE=none/],
];

Deno.test("installAdvice() gives the advice for what failed; disk, permissions and memory come before the network", () => {
  for (const [lines, next] of cases) assert.match(installAdvice(lines.split("\n")) ?? "none", next, lines);
  assert.equal(installAdvice(["something else"]), undefined);
});

Deno.test("systemAdvice() gives no advice about networks", () => {
  assert.equal(systemAdvice(["OSError: cannot read the connection file"]), undefined);
  assert.match(systemAdvice(["OSError: [Errno 28] No space left on device"])!, /make room/);
});
