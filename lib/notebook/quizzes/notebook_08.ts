/**
 * The quiz of notebook 08: signatures, randomness in a trace, fusion, what compiling gains by the size of a model.
 */
import { questionsOf } from "./quiz_text.ts";

export const questions = questionsOf(`
A function is traced with x of shape [8, 64] and then called with [4, 64]. What happens?
+ it is traced again
  another signature, another program; both are kept
- the program runs on the smaller array
  its shapes are fixed: buffers were planned for 8 rows
- an error
  \`jit\` checks the signature before the call and compiles a program that fits

A traced function has \`if (Math.random() < 0.5)\`. What would the compiled program do?
- choose again in each call
  JavaScript ran only once, during the trace
+ always take the branch that the trace took
  so \`jit\` refuses it: randomness must come from a seed argument
- both, and mix them
  only the branch that ran was recorded

Why does fusing ten element-wise operations help, though the arithmetic is the same?
+ the numbers are read and written once, not ten times
  memory bandwidth is the bottleneck, not arithmetic
- ten operations are rounded to fewer bits
  the results agree up to float32 rounding
- it uses more cores
  each single operation can use all cores already

A 12 M model gains less by compiling than a 0.12 M model. Why?
- its graph has many more nodes
  three times as many layers: three times as many nodes, but a hundred times the arithmetic
+ large matrix products take most of its time, and they use the same kernels either way
  compiling saves time only outside the matrix products
- XLA cannot compile large programs
  it compiles both
`);
