/**
 * The kernels "StatelessRandomUniform" and "StatelessRandomNormal" for WebGPU: Philox4x32-10 (../ops/philox.ts) as a
 * shader, because tfjs's WebGPU backend has no random ops. One GPU thread draws four numbers.
 *
 * The same seed gives the numbers of TensorFlow and of the JavaScript form, normal ones to rounding.
 */
import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend, WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu";
import { PHILOX, TENSORFLOW_RANDOM } from "../ops/philox.ts";

type Distribution = "Uniform" | "Normal";

/** Registers both kernels; inputs `{ seed }`: int32 of shape [2], attributes `{ shape }`. */
export function registerRandomKernels(): void {
  for (const distribution of ["Uniform", "Normal"] as const) {
    const kernelName = `StatelessRandom${distribution}`;
    if (tf.getKernel(kernelName, "webgpu") != null) continue;
    tf.registerKernel({
      kernelName,
      backendName: "webgpu",
      kernelFunc: ({ inputs, attrs, backend }) =>
        (backend as WebGPUBackend).runWebGPUProgram(
          randomProgram(distribution, attrs!.shape as number[]),
          [inputs.seed as tf.TensorInfo],
          "float32",
        ),
    });
  }
}

function randomProgram(distribution: Distribution, shape: number[]): WebGPUProgram {
  const threads = Math.ceil(tf.util.sizeFromShape(shape) / 4);
  return {
    variableNames: ["seed"],
    outputShape: shape,
    size: true,
    shaderKey: `statelessRandom${distribution}`,
    workgroupSize: [64, 1, 1],
    dispatchLayout: { x: shape.map((_, axis) => axis) },
    dispatch: [Math.ceil(threads / 64), 1, 1],
    getUserCode: () =>
      `${philox}${floats}
      fn main(index : i32) {
        let first = index * 4;
        if (first >= uniforms.size) { return; }
        // The seed's two int32 numbers, widened to 64 bits, become a key and the upper half of the counter.
        let sign = vec2<u32>(vec2<i32>(seed[0], seed[1]) >> vec2<u32>(31u));
        let scrambled = philox(vec4<u32>(u32(seed[0]), sign.x, u32(seed[1]), sign.y),
                               ${vector(TENSORFLOW_RANDOM.seedKey)});
        let bits = philox(vec4<u32>(u32(index), 0u, scrambled.zw), scrambled.xy);
        let values = ${distribution === "Uniform" ? "uniform4(bits)" : "normal4(bits)"};
        for (var i = 0; i < 4 && first + i < uniforms.size; i++) {
          setOutputAtIndex(first + i, values[i]);
        }
      }`,
  };
}

/** Two numbers as a constant of WGSL. */
function vector([a, b]: readonly [number, number]): string {
  return `vec2<u32>(${a}u, ${b}u)`;
}

/** Philox4x32-10. WGSL has no 64-bit product, so its upper half is computed from 16-bit parts. */
const philox = `
  fn upperHalf(a : u32, b : u32) -> u32 {
    let a0 = a & 0xffffu; let a1 = a >> 16u;
    let b0 = b & 0xffffu; let b1 = b >> 16u;
    let middle = a1 * b0 + ((a0 * b0) >> 16u);
    let carry = a0 * b1 + (middle & 0xffffu);
    return a1 * b1 + (middle >> 16u) + (carry >> 16u);
  }

  fn philox(start : vec4<u32>, startKey : vec2<u32>) -> vec4<u32> {
    let multipliers = ${vector(PHILOX.multipliers)};
    var counter = start;
    var key = startKey;
    for (var round = 0; round < ${PHILOX.rounds}; round++) {
      counter = vec4<u32>(
        upperHalf(multipliers.y, counter.z) ^ counter.y ^ key.x, multipliers.y * counter.z,
        upperHalf(multipliers.x, counter.x) ^ counter.w ^ key.y, multipliers.x * counter.x);
      key += ${vector(PHILOX.keySteps)};
    }
    return counter;
  }
`;

/**
 * From 32 random bits to floats: 23 bits become a number in [0, 1), and Box and Muller's transform makes two normal
 * numbers of two uniform ones.
 *
 * WGSL guarantees its sine and cosine only to 2^-11 and only up to pi, so both are polynomials here (Cephes' sinf and
 * cosf, on [-pi/4, pi/4]).
 */
const floats = `
  fn uniform4(bits : vec4<u32>) -> vec4<f32> {
    return bitcast<vec4<f32>>((bits & vec4<u32>(0x7fffffu)) | vec4<u32>(0x3f800000u)) - 1.0;
  }

  // (sin, cos) of the angle 2 pi turn, 0 <= turn < 1
  fn sinCos(turn : f32) -> vec2<f32> {
    let quarter = round(turn * 4.0);
    let x = (turn - quarter * 0.25) * 6.2831853;
    let x2 = x * x;
    let s = x + x * x2 * (-1.6666654611e-1 + x2 * (8.3321608736e-3 - x2 * 1.9515295891e-4));
    let c = 1.0 - 0.5 * x2 + x2 * x2 * (4.166664568298827e-2 + x2 * (-1.388731625493765e-3 + x2 * 2.443315711809948e-5));
    switch (i32(quarter) & 3) {
      case 1: { return vec2<f32>(c, -s); }
      case 2: { return vec2<f32>(-s, -c); }
      case 3: { return vec2<f32>(-c, s); }
      default: { return vec2<f32>(s, c); }
    }
  }

  fn normal4(bits : vec4<u32>) -> vec4<f32> {
    let u = uniform4(bits);
    // log() of a number just below 1 may be a little above 0.
    let radius = sqrt(max(vec2<f32>(0.0), -2.0 * log(max(u.xz, vec2<f32>(${TENSORFLOW_RANDOM.smallestUniform})))));
    return vec4<f32>(sinCos(u.y) * radius.x, sinCos(u.w) * radius.y);
  }
`;
