export { type DrawnTickets, drawnTickets } from "./drawn_tickets.ts";
export { formatScore, measureLotto, modelWriter, zerosWriter } from "./measure_lotto.ts";
export { measureRewarded, REWARD_TICKETS, REWARD_VARIANTS } from "./reward_experiments.ts";
export { answerOf, rolloutBatch, trainWithRewards } from "./reward_training.ts";
export { mostFrequent, sampleAnswers, type SampledAnswers } from "./sampled_answers.ts";
export { trainText } from "./train_text.ts";
