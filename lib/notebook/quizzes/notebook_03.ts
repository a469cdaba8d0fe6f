/**
 * The quiz of notebook 03: where a weight comes from, the division by √D, heads, order, why repeating needs two layers.
 */
import { questionsOf } from "./quiz_text.ts";

export const questions = questionsOf(`
\`bank\` gets 47 % of its new vector from \`river\`. Where does that number come from?
- from a table of word pairs
  there is no such table: any two vectors have a dot product, even of words never seen together
+ from the softmax of \`bank\`'s query with all keys
  the score of each key, made positive and divided by the total
- from \`river\`'s value
  the value is what is added, not how much of it

What does dividing by √D prevent?
- overflow of float32
  subtracting the largest score prevents that; scores of some dozens are no problem for float32
- weights that do not sum to 1
  softmax sums to 1 for any scores
+ a softmax that is saturated before anything is learned
  the standard deviation of scores grows with √D; then softmax saturates, and its gradient vanishes

A model gets eight heads instead of one, with the same width. What changes?
- it has eight times the attention parameters
  \`c_attn\` and \`c_proj\` keep their shapes; each head reads its slice
+ it can attend to eight positions for eight reasons at once, with narrower queries and keys
  each head has its own softmax, over scores of D = C / 8 numbers
- it becomes eight times slower
  the matrix products have the same size, only cut differently

Without positions and without a mask, what does attention make of a shuffled sentence?
+ the same results, shuffled
  a weighted sum does not depend on the order of its terms; section 9 asserted it
- noise
  nothing is lost: each word has the same weights for the same words
- an error
  the shapes are the same, so there is no error. That is the danger

Why could one layer not learn to repeat words?
- it had too few parameters
  a wider single layer fails too: try \`nEmbd: 64\`
+ no key of layer 1 has information about the letter before it
  a key of layer 1 depends on its token and position only; a layer must first copy the previous letter into
  the residual stream
- a single layer cannot look back more than one step
  every head sees every earlier position, in any layer
`);
