/** Which device computes, why not another, and how much memory is in use. */
export { describeDevices, type DeviceDescription } from "./describe_devices.ts";
export { type Considered, type Device, type DeviceKind, deviceKinds, type DeviceVersions } from "./device.ts";
export { coreCount, type MachineMemory, machineMemory, processorName } from "./machine.ts";
export { memoryInUse, type MemoryReport, memoryReport } from "./memory.ts";
export { DeviceError, type DeviceOptions, useDevice } from "./use_device.ts";
