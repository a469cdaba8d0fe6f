import assert from "node:assert/strict";
import { DownloadError } from "../../../lib/tools/cli/download/download_request.ts";
import { downloadAdvice, memoryNeeds } from "../../../lib/tools/cli/data.ts";

Deno.test("downloadAdvice() speaks of the internet only where the network is the reason", () => {
  const full = Object.assign(new Error("No space left on device (os error 28)"), { code: "ENOSPC" });
  assert.match(downloadAdvice(new DownloadError("x", { reason: "network" })), /connect to the internet/);
  assert.match(
    downloadAdvice(new DownloadError("x", { reason: "cannot write", cause: full })),
    /make room on this disk/,
  );
  assert.match(
    downloadAdvice(new DownloadError("a pipe is there", { reason: "cannot write" })),
    /^remove what is there/,
  );
  for (const reason of ["refused", "wrong file"] as const) {
    assert.match(downloadAdvice(new DownloadError("x", { reason })), /by hand/);
  }
});

Deno.test("memoryNeeds() says both precisions, and what to do where one or both do not fit", () => {
  const GiB = 2 ** 30, needs = (has: number) => memoryNeeds(2 ** 30, has * GiB); // 4 GiB as float32, 2 GiB as bfloat16
  const both = "1,073,741,824 parameters: 4.0 GiB of memory as float32, 2.0 GiB as bfloat16";
  assert.deepEqual(needs(4), [both]);
  assert.deepEqual(needs(3), [
    both,
    'This machine has 3.0 GiB: open the model with { weights: "bfloat16" }.',
  ]);
  assert.deepEqual(needs(1), [
    both,
    "This machine has 1.0 GiB: the model can be fetched, but not opened here.",
  ]);
});
