/** The quiz of notebook 13: policy gradients, groups, clipping, the KL penalty, what a reward asks for. */
import { questionsOf } from "./quiz_text.ts";

export const questions = questionsOf(`
All eight completions of a prompt get the reward 1. What does GRPO learn from this group?
- to repeat all eight
  each is exactly as good as the group's mean, so every advantage is 0
+ nothing
  the advantages are all 0, and so is the gradient
- more than from a group with four right ones
  only differences within a group teach

Why is the mean reward subtracted?
+ the gradient is the same on average, but less noisy
  the expected gradient of log π is 0, so a constant adds nothing but noise
- rewards must not be negative
  they may be any finite number
- it makes the model explore
  sampling explores; the baseline only reduces noise

A token has advantage +1, and its ratio is already 1.5 (ε = 0.2). What is its gradient?
+ 0
  the clipped product 1.2 · 1 is the smaller one, and it does not depend on the weights
- larger than at ratio 1
  that would hold without clipping
- negative, back to ratio 1
  clipping only ends the pull; the KL penalty is what pulls back

A reward counts only prompts on which nothing is won. Which model is best by this reward?
- the one that counts matches
  it is as good as one that never looks at the tickets
+ also one that always writes zeros
  the reward cannot tell the two apart, and zeros are easier to learn
- one that refuses
  an answer that cannot be read gets no reward

A model has never produced a right answer in 10,000 samples. The reward is 1 for a right answer, else 0. What
helps?
- more steps
  each step's gradient is 0 while no group has a difference
+ examples from a teacher, easier prompts, or a reward for partial results
  each of them makes rewards differ, so there is something to learn from
- a larger learning rate
  any rate times 0 is 0
`);
