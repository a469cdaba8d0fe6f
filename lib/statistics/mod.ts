export { formatBytes } from "./format_bytes.ts";
export { fitPowerLaw, frontier } from "./power_law.ts";
export { formatShare, type ShareInterval, wilsonInterval } from "./wilson.ts";
