/** Training with rewards: GRPO, estimators of the KL divergence, pass@k, and DPO. */
export { groupAdvantages } from "./advantage.ts";
export { dpoLoss } from "./dpo.ts";
export { clippedObjective, grpoLoss, type GRPOOptions } from "./grpo.ts";
export { klEstimates } from "./kl_estimators.ts";
export { partAdvantages, type PartReward } from "./part_advantages.ts";
export { passAtK } from "./pass_at_k.ts";
export { REWARD_DEFAULTS, rewardLoop, type RewardOptions, type RewardStep } from "./reward_loop.ts";
export { type Rollouts } from "./rollouts.ts";
export { tokenLogProbs } from "./token_log_probs.ts";
