/** Statistics of measurements: intervals, medians, a power law; bytes and seconds as people read them. */
export { formatBytes, formatSeconds } from "./format.ts";
export { meanDifference, type MeanInterval, meanInterval } from "./mean_interval.ts";
export { median, spread } from "./median.ts";
export { fitPowerLaw, frontier } from "./power_law.ts";
export { formatDifference, formatPoints, shareDifference } from "./share_difference.ts";
export { formatShare, type ShareInterval, wilsonInterval } from "./wilson.ts";
