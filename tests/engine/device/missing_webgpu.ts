/** Why tests that need a WebGPU adapter (one in software, too) cannot run here, or "". */
import { runFresh } from "./fresh_process.ts";

export async function missingWebGPU(): Promise<string> {
  const { stdout, stderr } = await runFresh(`
    const { requestAdapter } = await import("./lib/engine/device/webgpu_adapter.ts");
    const answer = await requestAdapter();
    console.log(answer.adapter ? "" : [answer.reason, ...answer.advice].join(" "));
  `);
  return (stdout || stderr).trim();
}
