import assert from "node:assert/strict";
import { addressIn, hostAdvice, otherPort } from "../../../lib/tools/cli/lab.ts";

const local = "    http://127.0.0.1:8888/lab?token=abc";
const other = "[I 2026-01-01 00:00:00.000 ServerApp] http://10.0.0.5:8888/lab?token=abc";
const named = "[I 2026-01-01 00:00:00.000 ServerApp] http://gpu.local:8888/lab?token=abc";

Deno.test("JupyterLab's address is the one at which it replies", () => {
  for (const host of ["127.0.0.1", "localhost", "0.0.0.0", "::"]) {
    assert.equal(addressIn(local, host), "http://127.0.0.1:8888/lab?token=abc", host);
    assert.equal(addressIn(named, host), undefined, host);
  }
  assert.equal(addressIn(local, "10.0.0.5"), undefined);
  assert.equal(addressIn(other, "10.0.0.5"), "http://10.0.0.5:8888/lab?token=abc");
  assert.equal(
    addressIn("http://[::1]:8888/lab?token=abc", "::1"),
    "http://[::1]:8888/lab?token=abc",
  );
  assert.equal(addressIn("http://10.0.0.5:8888/api/kernels", "10.0.0.5"), undefined);
});

Deno.test("another port than the one that was asked for is named", () => {
  assert.equal(otherPort("http://127.0.0.1:8888/lab?token=abc", 8888), undefined);
  assert.equal(otherPort("http://127.0.0.1:8889/lab?token=abc", 8888), "8889");
  assert.equal(otherPort("http://[::1]/lab?token=abc", 80), undefined);
});

Deno.test("an address that is not this machine's is the reason that is named", () => {
  const named = (line: string) => hostAdvice(["Traceback", line], "10.9.9.9");
  for (
    const line of [
      "socket.gaierror: [Errno -2] Name or service not known",
      "OSError: [Errno 99] Cannot assign requested address",
      "OSError: [Errno 49] Can't assign requested address",
    ]
  ) assert.match(named(line)!, /^--host 10\.9\.9\.9 is no address of this machine/, line);
  assert.equal(named("OSError: [Errno 98] Address already in use"), undefined);
});
