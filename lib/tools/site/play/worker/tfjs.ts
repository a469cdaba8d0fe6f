/**
 * What `@tensorflow/tfjs` is in a browser's worker: the core with its chained methods, without layers, data and converter.
 *
 * The bundler puts this file in the place of `@tensorflow/tfjs` (bundle.ts); backends.ts adds the backends.
 */
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js";

export * from "@tensorflow/tfjs-core";
