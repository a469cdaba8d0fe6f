/** The quiz of notebook 12: the cache, latent attention, experts and their balance. */
import { questionsOf } from "./quiz_text.ts";

export const questions = questionsOf(`
What does the KV cache keep?
- the logits of earlier tokens
  they are used once, for sampling, and not needed again
+ the keys and values of earlier tokens, in every layer
  they do not change when a token is added, and the new token's query needs them
- the queries of earlier tokens
  a query is used only at its own position

Why does a smaller cache make generation faster, with the same arithmetic?
+ each new token reads the whole cache from memory
  one token needs few operations for each byte that it reads, so reading is what takes the time
- softmax over fewer tokens
  the number of tokens is the same; each has fewer numbers
- it does not; it only saves memory
  the cache has to be read for every token

Which attention is the absorbed form of latent attention?
- attention with one head of keys and values for each query head
  that is the other form
+ attention with a single head of keys and values, which all query heads share
  the latent and the rotary key are that head; each query head has moved its own matrices around it
- attention without values
  the latents are the values

A model has 64 experts and uses 2 for each token. What is saved, compared with a dense model of its size?
- memory
  all 64 experts must be in memory, because any of them may be chosen next
+ arithmetic for each token
  62 of the experts compute nothing for this token
- both
  only the arithmetic: the weights are all there

What is the difference between balancing by an auxiliary loss and by a bias?
+ the loss changes the router's weights by a gradient, the bias only shifts the choice
  the results are weighted by the scores without the bias
- the bias is trained by the gradient, the loss is not
  it is the other way round
- there is none
  only the loss has a gradient, which also pulls at what the model learns
`);
