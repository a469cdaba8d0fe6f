/**
 * Runs a model beside the page, so that the page stays smooth. Bundled into assets/play/model-worker.js.
 *
 * `generate` gives the event loop a turn every 10 ms, so `stop` and `ping` are read while it runs.
 */
import { webGPUFailed } from "../../../../engine/device/webgpu_backend.ts";
import { drawnIds } from "../../../../gpt/drawn_tokens.ts";
import type { Model } from "../../../../gpt/generate.ts";
import { attentionOf, continuePrompt, nextTokens } from "./answers.ts";
import { chooseEngine } from "./choose_engine.ts";
import type { EngineName, ModelRequest } from "./protocol.ts";
import { serve } from "./serve.ts";

let model: Model | undefined, engine: EngineName | undefined;

serve<ModelRequest>(async (request, { signal, sendToken }) => {
  if (request.kind === "load") {
    const { model: opened, ...said } = await chooseEngine(request, { engine: request.engine });
    model = opened;
    engine = said.engine;
    return said;
  }
  if (!model) throw new Error("the model is not loaded; reload the page");
  try {
    if (request.kind === "next") return await nextTokens(model, request);
    if (request.kind === "drawn") return await drawnIds(model, request);
    if (request.kind === "attention") return await attentionOf(model, request);
    return await continuePrompt(model, request, { signal, onToken: sendToken });
  } catch (error) {
    if (engine !== "webgpu" || !webGPUFailed()) throw error;
    reportError(error); // the page starts a new worker without the GPU, and repeats the request
    return await new Promise(() => {});
  }
});
