/**
 * Runs a model beside the page, so that the page stays smooth. Bundled into assets/play/model-worker.js.
 *
 * `generate` gives the event loop a turn every 10 ms, so `stop` and `ping` are read while it runs.
 */
import { drawnIds } from "../../../../gpt/drawn_tokens.ts";
import type { Model } from "../../../../gpt/generate.ts";
import { attentionOf, continuePrompt, nextTokens, readModel } from "./answers.ts";
import { startEngine } from "./engine.ts";
import type { ModelRequest } from "./protocol.ts";
import { serve } from "./serve.ts";

let model: Model | undefined;

serve<ModelRequest>(async (request, { signal, sendToken }) => {
  if (request.kind === "load") {
    const engine = await startEngine(request.engine);
    model = readModel(request);
    return { engine };
  }
  if (!model) throw new Error("the model is not loaded; reload the page");
  if (request.kind === "next") return await nextTokens(model, request);
  if (request.kind === "drawn") return await drawnIds(model, request);
  if (request.kind === "attention") return await attentionOf(model, request);
  return await continuePrompt(model, request, { signal, onToken: sendToken });
});
