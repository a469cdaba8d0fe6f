import assert from "node:assert/strict";
import { describeKernelEnd } from "../../../lib/tools/cli/kernel_end.ts";

const end = { status: null, outOfMemory: false, lines: [] };

Deno.test("describeKernelEnd() says that memory ran out where the system ended the kernel, and what to do", () => {
  const text = describeKernelEnd({ ...end, status: -9, outOfMemory: true, peakBytes: 7.5e9 });
  assert.match(text, /^the system ran out of memory .* It held 7\.0 GiB at most\. .*--preset small/);
  assert.match(describeKernelEnd({ ...end, status: -9 }), /^SIGKILL ended it: .*memory/);
});

Deno.test("describeKernelEnd() finds JavaScript's and C++'s out-of-memory messages in the last lines", () => {
  const lines = [
    "#",
    "# Fatal JavaScript out of memory: Ineffective mark-compacts near heap limit",
    "#",
    "==== C stack trace ===============================",
    "    /course/deno(+0x2ee4eb9) [0x563c8b313eb9]",
  ];
  const text = describeKernelEnd({ ...end, status: -5, lines });
  assert.match(text, /^it ran out of memory\./);
  assert.match(text, /Its last lines:\n {2}# Fatal JavaScript out of memory/);
  assert.doesNotMatch(text, /0x563c/);
  assert.match(
    describeKernelEnd({ ...end, status: -6, lines: ["what():  std::bad_alloc"] }),
    /ran out of memory/,
  );
});

Deno.test("describeKernelEnd() names the signal or the status, and shows what the kernel printed", () => {
  assert.match(describeKernelEnd({ ...end, status: -11 }), /^SIGSEGV ended it\.$/);
  assert.match(describeKernelEnd({ ...end, status: 3 }), /exit status 3/);
  const unknown = describeKernelEnd({ ...end, status: 1, lines: ["Unknown flag in XLA_FLAGS: --x"] });
  assert.match(unknown, /Unset the variable .*\n {2}Unknown flag in XLA_FLAGS: --x$/);
  assert.match(describeKernelEnd(end), /^nothing says why; .*memory .*--preset small/);
  assert.match(describeKernelEnd({ ...end, lines: ["terminate called"] }), /\n {2}terminate called$/);
});

Deno.test("describeKernelEnd() leaves out what Jupyter prints when it starts", () => {
  const lines = [
    "    To access the server, open this file in a browser:",
    "        file:///course/.course/jupyter/runtime/jpserver-16603-open.html",
    "    Or copy and paste one of these URLs:",
    "    Setting websocket_ping_timeout=30000",
  ];
  assert.equal(describeKernelEnd({ ...end, lines }), describeKernelEnd(end));
  assert.match(
    describeKernelEnd({ ...end, lines: [...lines, "why"] }),
    /^it says why\. Its last lines:\n {2}why$/,
  );
});
