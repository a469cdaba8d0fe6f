/** In a process of its own: a test runner's heap grows and shrinks with whatever ran before. */
import assert from "node:assert/strict";
import { missingLibrary } from "../engine/device/missing_library.ts";
import { skipIf } from "../skip.ts";

const CHILD = `${import.meta.dirname}/flat_memory_child.ts`;
const MAX_HEAP_GROWTH = 4e6; // bytes in 1,000 steps, after garbage collection; the losses themselves are kept
const MAX_RSS_GROWTH = 40e6; // the allocators' own breathing, seen to be 10 to 30 MB without a trend

for (const backend of ["cpu", "tensorflow"]) {
  Deno.test({
    ...skipIf(
      `1,000 training steps leave tensors, heap and resident memory flat (${backend})`,
      backend === "tensorflow" ? missingLibrary() : "",
    ),
    async fn() {
      const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", "--v8-flags=--expose-gc", CHILD, backend],
      }).output();
      assert.ok(success, new TextDecoder().decode(stderr));
      const lines = new TextDecoder().decode(stdout).trim().split("\n");
      const seen: { tensors: number; heapBytes: number; rssBytes: number }[] = JSON.parse(
        lines[lines.length - 1],
      );
      assert.equal(seen.length, 15);
      const lowest = (from: number, key: "heapBytes" | "rssBytes") =>
        Math.min(...seen.slice(from, from + 5).map((s) => s[key]));
      assert.deepEqual([...new Set(seen.map((s) => s.tensors))].length, 1, "tensors");
      const [heap, rss] = (["heapBytes", "rssBytes"] as const).map((key) => lowest(10, key) - lowest(0, key));
      assert.ok(heap < MAX_HEAP_GROWTH, `the heap grew by ${heap} bytes: ${JSON.stringify(seen)}`);
      assert.ok(rss < MAX_RSS_GROWTH, `resident memory grew by ${rss} bytes: ${JSON.stringify(seen)}`);
    },
  });
}
