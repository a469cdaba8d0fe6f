import assert from "node:assert/strict";
import { join } from "node:path";
import { setLanguage } from "../../../lib/language.ts";
import { translateWarnings } from "../../../lib/notebook/kernel/kernel_warnings.ts";
import { setAside } from "../../../lib/training/checkpoint/checkpoint_folder.ts";

const REASON = "the checkpoint /a/step-1 is damaged: checkpoint.json lists no files";

Deno.test("what the library warns of is Korean in a Korean notebook; the reader's own texts stay", async () => {
  const folder = await Deno.makeTempDir(), { warn } = console, said: unknown[] = [];
  await Deno.mkdir(join(folder, "step-1"));
  console.warn = (...values) => void said.push(...values);
  setLanguage("ko");
  const undo = translateWarnings();
  try {
    console.warn(REASON);
    await setAside(join(folder, "step-1"), REASON);
  } finally {
    undo();
    console.warn = warn;
    setLanguage("en");
    await Deno.remove(folder, { recursive: true });
  }
  assert.equal(said[0], REASON);
  assert.match(
    String(said[1]),
    /체크포인트 \/a\/step-1.* 손상되었습니다.*파일 목록이 없습니다.*damaged-step-1.* 지우세요/,
  );
});
