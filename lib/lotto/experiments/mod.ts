export { formatScore, measureLotto, modelWriter, zerosWriter } from "./measure.ts";
export { trainText } from "./text_model.ts";
