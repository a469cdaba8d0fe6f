/** The adapters that Python's peft has saved (tests/fixtures/peft/make_adapters.py). */
import { fileURLToPath } from "node:url";
import { readSafetensors } from "lib/training/checkpoint";
import { importFromHuggingFace } from "lib/interop";
import { importLoRAFromPeft } from "../../lib/interop/hugging_face_lora.ts";

export const fixtures = fileURLToPath(new URL("../fixtures/peft", import.meta.url));
export const models: Record<string, string> =
  JSON.parse(await Deno.readTextFile(`${fixtures}/expected.json`)).models;

export async function readFixture(name: string) {
  const { params, config } = await importFromHuggingFace(`${fixtures}/../hugging_face/${models[name]}`);
  const { adapter, lora } = await importLoRAFromPeft(`${fixtures}/${name}`, { config });
  const { tensors } = await readSafetensors(`${fixtures}/expected.safetensors`);
  const expected = (key: string) => tensors.get(`${name}/${key}`)!;
  return { params, config, adapter, lora, expected };
}

/** The committed adapter's folder with other fields in its config. */
export async function withFields(
  folder: string,
  from: string,
  fields: Record<string, unknown>,
): Promise<void> {
  const json = JSON.parse(await Deno.readTextFile(`${fixtures}/${from}/adapter_config.json`));
  await Deno.writeTextFile(`${folder}/adapter_config.json`, JSON.stringify({ ...json, ...fields }));
  await Deno.copyFile(`${fixtures}/${from}/adapter_model.safetensors`, `${folder}/adapter_model.safetensors`);
}
