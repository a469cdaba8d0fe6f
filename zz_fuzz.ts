import * as tf from "@tensorflow/tfjs";
import { jit } from "lib/engine/jit";
import { useTensorFlow } from "lib/engine/tensorflow";
useTensorFlow(); await tf.ready();
let s = Number(Deno.args[0] ?? 1) >>> 0;
const rnd = () => { s = (s + 0x6D2B79F5) >>> 0; let t = s; t = Math.imul(t ^ (t >>> 15), t | 1); t ^= t + Math.imul(t ^ (t >>> 7), t | 61); return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
const pick = <T>(a: readonly T[]): T => a[Math.floor(rnd() * a.length)];
type E = { s: string; t: "f" | "i" | "b"; f: (x: any[]) => any };
// shapes all [4,4]
const F = [NaN, Infinity, -Infinity, -0, 0, 1, -1, 2.5, -0.5, 3e38, 1e-40, 7];
const I = [0, 1, -1, 2, 7, -7, 2147483647, -2147483648, 3];
const N = 16;
function gen(d: number, t: "f" | "i" | "b"): E {
  if (d === 0) {
    if (rnd() < 0.25) {
      const c = t === "f" ? pick([0, 1, -1, 2, NaN, Infinity, -0, 0.5]) : t === "i" ? pick([0, 1, -1, 2]) : pick([0, 1]);
      const cc = Object.is(c, -0) ? "-0" : String(c);
      return { s: cc + t, t, f: () => t === "f" ? tf.fill([4, 4], 0).add(tf.tensor1d([c])).mul(1) && tf.tensor2d(Array(16).fill(c), [4, 4]) : t === "i" ? tf.tensor2d(Array(16).fill(c), [4, 4], "int32") : tf.tensor2d(Array(16).fill(c), [4, 4], "bool") };
    }
    const k = (t === "f" ? 0 : t === "i" ? 3 : 5) + Math.floor(rnd() * (t === "f" ? 3 : 2));
    return { s: "x" + k, t, f: (x) => x[k] };
  }
  const un = (n: string, g: (a: any) => any, a: E): E => ({ s: `${n}(${a.s})`, t, f: (x) => g(a.f(x)) });
  const bi = (n: string, g: (a: any, b: any) => any, a: E, b: E): E => ({ s: `${n}(${a.s}, ${b.s})`, t, f: (x) => g(a.f(x), b.f(x)) });
  const c = (t: "f" | "i" | "b") => gen(rnd() < 0.2 ? 0 : d - 1, t);
  if (t === "f") {
    const r = rnd();
    if (r < 0.35) { const n = pick(["add", "sub", "mul", "div", "maximum", "minimum", "divNoNan", "mod", "squaredDifference", "floorDiv"]); return bi(n, (tf as any)[n], c("f"), c("f")); }
    if (r < 0.60) { const n = pick(["neg", "exp", "log", "sqrt", "rsqrt", "tanh", "sigmoid", "relu", "abs", "square", "sign", "step", "floor", "reciprocal", "erf", "log1p", "softplus", "elu", "round", "logSoftmax", "expm1", "sin","cos"].filter((n)=>n!=="logSoftmax")); return un(n, (a) => (tf as any)[n](a), c("f")); }
    if (r < 0.72) { const a = c("b"), b = c("f"), e = c("f"); return { s: `where(${a.s}, ${b.s}, ${e.s})`, t, f: (x) => tf.where(a.f(x), b.f(x), e.f(x)) }; }
    if (r < 0.80) { const a = c(pick(["i", "b"])); return un("toFloat", (a) => tf.cast(a, "float32"), a); }
    if (r < 0.9) { const n = pick(["sum", "max", "min", "mean", "logSumExp"]); const ax = pick([0, 1]); return un(`${n}${ax}`, (a) => tf.add(tf.zerosLike(a).mul(0).sub(0) && tf.zeros([4, 4]), (tf as any)[n](a, ax, true)), c("f")); }
    if (r < 0.93) return un("clip", (a) => tf.clipByValue(a, -1, 2), c("f"));
    if (r < 0.95) return un("cumsum", (a) => tf.cumsum(a, 1), c("f"));
    if (r < 0.97) return bi("matMul", (a, b) => tf.matMul(a, b), c("f"), c("f"));
    if (r < 0.985) return un("T", (a) => tf.transpose(a), c("f"));
    return un("gatherrow", (a) => tf.gather(a, tf.tensor1d([3, 0, 0, 1], "int32")), c("f"));
  }
  if (t === "i") {
    const r = rnd();
    if (r < 0.5) { const n = pick(["add", "sub", "mul", "maximum", "minimum", "mod", "floorDiv", "floorDiv", "div"]); return bi(n, (a, b) => { const r = (tf as any)[n](a, b); return r.dtype === "int32" ? r : tf.cast(r, "int32"); }, c("i"), c("i")); }
    if (r < 0.6) { const n = pick(["neg", "abs", "sign", "square"]); return un(n, (a) => { const r = (tf as any)[n](a); return r.dtype === "int32" ? r : tf.cast(r, "int32"); }, c("i")); }
    if (r < 0.75) return un("toInt", (a) => tf.cast(a, "int32"), c(pick(["f", "b"])));
    if (r < 0.85) { const a = c("b"), b = c("i"), e = c("i"); return { s: `where(${a.s}, ${b.s}, ${e.s})`, t, f: (x) => tf.where(a.f(x), b.f(x), e.f(x)) }; }
    if (r < 0.92) { const n = pick(["argMax", "argMin"]); return un(n, (a) => tf.add(tf.zeros([4, 4], "int32"), (tf as any)[n](a, 1)), c("f")); }
    const n = pick(["sum", "max", "min"]); return un(n + "i", (a) => tf.add(tf.zeros([4, 4], "int32"), tf.cast((tf as any)[n](a, 0), "int32")), c("i"));
  }
  const r = rnd();
  if (r < 0.6) { const n = pick(["equal", "notEqual", "greater", "greaterEqual", "less", "lessEqual"]); const k = pick(["f", "f", "i"] as const); return bi(n, (tf as any)[n], c(k), c(k)); }
  if (r < 0.8) { const n = pick(["logicalAnd", "logicalOr", "logicalXor"]); return bi(n, (tf as any)[n], c("b"), c("b")); }
  if (r < 0.9) return un("not", (a) => tf.logicalNot(a), c("b"));
  const n = pick(["isNaN", "isInf", "isFinite"]); return un(n, (a) => (tf as any)[n](a), c("f"));
}
const arr = (pool: number[]) => Array.from({ length: N }, () => pick(pool));
const close = (a: number, b: number) => Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-3 * Math.max(1, Math.abs(a)) ;
const rounds = Number(Deno.args[1] ?? 3), per = Number(Deno.args[2] ?? 60), depth = Number(Deno.args[3] ?? 2);
let diffs = 0;
const modes = (Deno.args[4] ?? "xla").split(",");
for (let r = 0; r < rounds; r++) {
  const es = Array.from({ length: per }, () => gen(1+Math.floor(rnd()*depth), pick(["f", "f", "i", "b"])));
  const x = [0, 1, 2].map(() => tf.tensor2d(arr(F), [4, 4])).concat([0, 1].map(() => tf.tensor2d(arr(I), [4, 4], "int32")), [0, 1].map(() => tf.tensor2d(arr([0, 1]), [4, 4], "bool")));
  const eager = es.map((e) => { try { return Array.from(e.f(x).dataSync()) as number[]; } catch (er) { return String(er).slice(0, 100); } });
  const ok = es.map((_, i) => i).filter((i) => typeof eager[i] !== "string");
  es.forEach((e, i) => { if (typeof eager[i] === "string" && !/division|zero/i.test(eager[i] as string)) console.log("THROWS", e.s, eager[i]); });
  for (const mode of modes) {
    using g = jit((x: any[]) => ok.map((i) => es[i].f(x)), { mode: mode as any });
    const out = await g(x);
    ok.forEach((i, j) => {
      const o = Array.from(out[j].dataSync()) as number[];
      const k = o.findIndex((v, q) => !close((eager[i] as number[])[q], v));
      if (k >= 0) { diffs++; console.log("DIFF", mode, es[i].s, "at", k, (eager[i] as number[])[k], "->", o[k], "| x:", x.map((t) => Object.is(t.dataSync()[k],-0)?"-0":t.dataSync()[k]).join(",")); }
    });
    tf.dispose(out);
  }
  tf.dispose(x);
}
console.log("diffs", diffs);
