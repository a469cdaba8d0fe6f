export { formatScore, measureLotto, modelWriter, zerosWriter } from "./measure_lotto.ts";
export { trainText } from "./train_text.ts";
