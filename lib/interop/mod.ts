export { readChatTemplate, renderChat, type TemplateMessage } from "./chat_template.ts";
export { type ChatModel, openChatModel } from "./open_chat_model.ts";
export { exportToHuggingFace } from "./hugging_face_export.ts";
export { importFromHuggingFace } from "./hugging_face_import.ts";
export { exportLoRAToPeft, importLoRAFromPeft } from "./hugging_face_lora.ts";
export { findTorchPython, runPython } from "./torch_python.ts";
