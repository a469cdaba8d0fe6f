import assert from "node:assert/strict";

Deno.test("a notebook of the old numbering is told where its chapter is now", async () => {
  await assert.rejects(
    import("lib/course"),
    /Attention is 03 now \(it was 02\).*exercise 02\.3 is 03\.3 now/s,
  );
});
