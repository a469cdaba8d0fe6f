import assert from "node:assert/strict";
import { join } from "node:path";
import { layout } from "../../lib/tools/layout.ts";
import { TextLineStream } from "../../lib/tools/text_lines.ts";

Deno.test("./course lab serves JupyterLab with only our kernel, and Ctrl-C ends everything", async () => {
  const lab = new Deno.Command("sh", {
    args: [join(layout.root, "course"), "lab", "--no-browser", "--port", "18888"],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const lines: string[] = [];
  let address: URL | undefined;
  try {
    const stream = lab.stderr.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
    for await (const line of stream.values({ preventCancel: true })) {
      lines.push(line);
      const url = line.match(/http:\S+/)?.[0];
      if (!url) continue;
      address = new URL(url);
      break;
    }
    assert.ok(address, lines.join("\n"));
    const token = address.searchParams.get("token");
    const ask = async (path: string, init?: RequestInit) => {
      const response = await fetch(new URL(path, address), {
        ...init,
        headers: { authorization: `token ${token}` },
      });
      assert.ok(response.ok, `${path}: ${response.status}`);
      return await response.json();
    };
    const { default: first, kernelspecs } = await ask("/api/kernelspecs");
    assert.equal(first, "deno");
    assert.deepEqual(Object.keys(kernelspecs), ["deno"]);
    assert.equal(kernelspecs.deno.spec.display_name, "Deno (course)");
    const { id } = await ask("/api/kernels", { method: "POST", body: JSON.stringify({ name: "deno" }) });
    assert.deepEqual((await ask("/api/kernels")).map((kernel: { id: string }) => kernel.id), [id]);

    const { mode } = await Deno.stat(join(layout.jupyter, "lab.log")); // it has the token
    assert.equal(mode! & 0o777, 0o600);
    assert.equal((await Deno.stat(layout.jupyter)).mode! & 0o777, 0o700);

    lab.kill("SIGINT");
    for await (const line of stream) lines.push(line);
    assert.equal((await lab.status).code, 0, lines.join("\n"));
    assert.equal(lines.at(-1), "course: stopped.");
    await assert.rejects(fetch(address), "the server is gone");
  } finally {
    try {
      lab.kill("SIGTERM");
    } catch {
      // It has ended, as it should.
    }
    await lab.status;
  }
});
