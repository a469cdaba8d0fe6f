import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { jit, type JitMode } from "lib/jit";
import type { TensorFlowEngine } from "lib/tensorflow";
import { bufferBytes } from "../../lib/tensorflow/op_definition.ts";
import { jitTest } from "./engine.ts";

/** The graphs that TensorFlow ran while `f` ran, after its optimiser: a `RunMetadata` message's bytes as text. */
async function optimisedGraphs(engine: TensorFlowEngine, f: () => Promise<void>): Promise<string> {
  const library = Deno.dlopen(engine.library.path, {
    TFE_ContextEnableGraphCollection: { parameters: ["pointer"], result: "void" },
    TFE_ContextDisableGraphCollection: { parameters: ["pointer"], result: "void" },
    TFE_ContextExportRunMetadata: { parameters: ["pointer", "pointer", "pointer"], result: "void" },
  });
  const { native, context } = engine;
  library.symbols.TFE_ContextEnableGraphCollection(context.pointer);
  await f();
  const buffer = native.TF_NewBuffer();
  library.symbols.TFE_ContextExportRunMetadata(context.pointer, buffer, context.status.pointer);
  context.status.check("read the graphs that ran");
  library.symbols.TFE_ContextDisableGraphCollection(context.pointer);
  const text = new TextDecoder("latin1").decode(bufferBytes(buffer));
  native.TF_DeleteBuffer(buffer);
  library.close();
  return text;
}

jitTest(
  "clusters: element-wise work goes to XLA, matrix products do not; graph: nothing does; in any order",
  async (engine) => {
    const x = tf.ones([8, 8]) as tf.Tensor2D;
    const modes: JitMode[] = ["graph", "clusters", "graph", "clusters"];
    for (const mode of modes) {
      using f = jit(
        (x: tf.Tensor2D) => tf.matMul(tf.exp(tf.tanh(tf.sin(tf.cos(tf.add(tf.mul(x, 2), 1))))), x),
        { mode },
      );
      const graphs = await optimisedGraphs(engine, async () => {
        for (let i = 0; i < 3; i++) tf.dispose(await f(x));
      });
      assert.ok(graphs.includes("MatMul"), "the graphs are there");
      assert.equal(graphs.includes("_XlaRun"), mode === "clusters", mode);
    }
  },
);
