export { formatBytes } from "./format_bytes.ts";
export { median, spread } from "./median.ts";
export { fitPowerLaw, frontier, type PowerLaw, type PowerLawPoint, type Prediction } from "./power_law.ts";
export { formatShare, type ShareInterval, wilsonInterval } from "./wilson.ts";
