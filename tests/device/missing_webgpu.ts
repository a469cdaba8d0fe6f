/** Is there no WebGPU adapter, not even in software? Says so once; tests that need one are then ignored. */
import { runFresh } from "./fresh_process.ts";

export async function missingWebGPU(): Promise<boolean> {
  const { stdout, stderr } = await runFresh(`
    const { requestAdapter } = await import("./lib/device/webgpu_adapter.ts");
    const answer = await requestAdapter();
    console.log(answer.adapter ? "" : [answer.reason, ...answer.advice].join(" "));
  `);
  const missing = (stdout || stderr).trim();
  if (missing !== "") console.log(`tests with WebGPU are ignored: ${missing}`);
  return missing !== "";
}
