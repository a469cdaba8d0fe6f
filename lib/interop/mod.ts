export { exportToHuggingFace, type HuggingFaceExport } from "./hugging_face_export.ts";
export { type HuggingFaceModel, importFromHuggingFace } from "./hugging_face_import.ts";
export { exportLoRAToPeft, importLoRAFromPeft, type PeftExport } from "./hugging_face_lora.ts";
export { trainingOf, type TrainingToContinue } from "./hugging_face_training.ts";
export { findTorchPython, runPython } from "./torch_python.ts";
