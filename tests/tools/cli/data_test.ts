import assert from "node:assert/strict";
import { DownloadError } from "../../../lib/corpora/download/download_request.ts";
import { downloadAdvice } from "../../../lib/tools/cli/data.ts";

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
