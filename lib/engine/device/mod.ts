/** Which device computes, why not another, and how much memory is in use. */
export { describeDevices } from "./describe_devices.ts";
export type { Device } from "./device.ts";
export { machineMemory } from "./machine.ts";
export { memoryInUse, peakMemory } from "./memory.ts";
export { useDevice } from "./use_device.ts";
