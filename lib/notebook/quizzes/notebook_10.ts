/**
 * The quiz of notebook 10: what a backward pass costs and needs, the residual stream's gradient, where memory goes,
 * initialisation.
 */
import { questionsOf } from "./quiz_text.ts";

export const questions = questionsOf(`
About how much arithmetic does the backward pass of a linear layer take?
- as much as its forward pass
  there are two products: one for dx, one for dW
+ twice as much as its forward pass
  dy Wᵀ and xᵀ dy have as many multiplications as x W each
- almost nothing: the weights are known
  the gradients are matrix products, too

\`y = x + f(x)\`. The gradient of y is dy. What is the gradient of x?
- dy
  that is the path around f; f's own part is missing
- what f's backward pass returns
  that is one path; x also reaches y directly
+ dy plus what f's backward pass returns
  x is used twice, so the gradients of both uses are added

Why does a forward pass for training need more memory than one for writing text?
+ the backward pass reads the layers' inputs again, so they are kept
  without a backward pass each array can be overwritten by the next layer
- the weights are stored twice
  they are stored once; the gradients come on top
- training uses float64
  both use float32 here

You double the batch. Which part of the training's memory doubles?
- all of it
  weights, gradients and moments depend on the model only
+ the activations
  they are one set of arrays for each token
- the gradients of the weights
  all tokens add to the same gradient

GPT-2 starts the projections into the residual stream smaller by 1/√(2L). Why the root?
+ 2L independent numbers add up to about √(2L) times one of them
  variances add, so the deviation grows with the root of their number
- the root is a rule of thumb, any factor does
  another power grows or shrinks with the depth
- because AdamW divides by a root
  AdamW comes later; this is about the first forward pass
`);
