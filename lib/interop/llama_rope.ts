/**
 * Rotary positions in config.json of the Llama family.
 *
 * transformers 5 writes `rope_parameters: { rope_type, rope_theta, … }`, version 4 wrote `rope_theta` at the top level
 * and `rope_scaling`. Both are read; where both are there, they must say the same. A missing theta is an error: models use
 * 10,000 to 5,000,000, and a wrong one gives worse text, but no error.
 */
import type { GPTConfig } from "../gpt/config.ts";
import { type Fields, flag, positive, show } from "./hugging_face_fields.ts";

type Rotary = NonNullable<GPTConfig["rotary"]>;
type Scaling = NonNullable<Rotary["scaling"]>;

const KNOWN = new Set([
  ...[
    "rope_type",
    "type",
    "rope_theta",
    "factor",
    "original_max_position_embeddings",
    "partial_rotary_factor",
  ],
  ...["low_freq_factor", "high_freq_factor", "beta_fast", "beta_slow", "attention_factor"],
  ...["mscale", "mscale_all_dim", "truncate"],
]);

/** @throws {RangeError | TypeError} where theta is missing, or the positions are of a kind that lib/nn does not compute */
export function readRope(fields: Fields): Rotary {
  const ofVersion5 = objectOf(fields, "rope_parameters"), ofVersion4 = objectOf(fields, "rope_scaling");
  const theta = ofVersion5?.rope_theta ?? fields.rope_theta ?? ofVersion4?.rope_theta;
  if (theta === undefined) {
    throw new RangeError(
      "rope_theta is missing, at the top level, in rope_parameters and in rope_scaling; the base of the rotary positions differs from " +
        "model to model. Look it up and add it to config.json",
    );
  }
  const [first = rotaryOf({ rope_theta: theta }, fields), other = first] = [ofVersion5, ofVersion4]
    .filter((rope) => rope !== undefined)
    .map((rope) => rotaryOf({ ...rope, rope_theta: theta }, fields));
  const isSame = JSON.stringify(first) === JSON.stringify(other) && (fields.rope_theta ?? theta) === theta;
  if (isSame) return first;
  throw new RangeError(
    `rope_parameters is ${show(ofVersion5)}, but rope_theta is ${show(fields.rope_theta)} and ` +
      `rope_scaling ${show(ofVersion4)}; remove the wrong one`,
  );
}

/** Both the fields of transformers 5 and those of version 4. Undefined ones are left out of the JSON. */
export function writeRope({ theta, scaling }: Rotary): Fields {
  if (!scaling) {
    return {
      rope_parameters: { rope_type: "default", rope_theta: theta },
      rope_theta: theta,
      rope_scaling: null,
    };
  }
  const written = { rope_type: scaling.type, factor: scaling.factor, ...writeScaling(scaling) };
  return { rope_parameters: { ...written, rope_theta: theta }, rope_theta: theta, rope_scaling: written };
}

function writeScaling(scaling: Scaling): Fields {
  switch (scaling.type) {
    case "linear":
      return {};
    case "llama3":
      return {
        low_freq_factor: scaling.lowFrequencyFactor,
        high_freq_factor: scaling.highFrequencyFactor,
        original_max_position_embeddings: scaling.originalContext,
      };
    case "yarn":
      return {
        original_max_position_embeddings: scaling.originalContext,
        beta_fast: scaling.betaFast,
        beta_slow: scaling.betaSlow,
        truncate: scaling.truncate,
        attention_factor: scaling.attentionFactor,
      };
  }
}

function objectOf(fields: Fields, name: string): Fields | undefined {
  const value = fields[name] ?? undefined;
  if (value !== undefined && (typeof value !== "object" || Array.isArray(value))) {
    throw new TypeError(`${name} must be an object, found ${show(value)}`);
  }
  return value as Fields | undefined;
}

function rotaryOf(rope: Fields, config: Fields): Rotary {
  const unknown = Object.keys(rope).find((name) => !KNOWN.has(name) && rope[name] !== null);
  if (unknown !== undefined) {
    throw new RangeError(
      `rotary positions have ${unknown}: ${show(rope[unknown])}, which lib/nn does not compute`,
    );
  }
  const part = rope.partial_rotary_factor ?? config.partial_rotary_factor ?? 1;
  if (part !== 1) {
    throw new RangeError(`partial_rotary_factor is ${show(part)}; lib/nn turns whole heads only`);
  }
  const theta = positive(rope, "rope_theta");
  const type = rope.rope_type ?? rope.type ?? "default";
  if (type === "default") return { theta };
  return { theta, scaling: scalingOf(type, rope, config) };
}

function scalingOf(type: unknown, rope: Fields, config: Fields): Scaling {
  const context = positive(config, "max_position_embeddings");
  const originalContext = rope.original_max_position_embeddings == null
    ? context
    : positive(rope, "original_max_position_embeddings");
  switch (type) {
    case "linear":
      return { type, factor: positive(rope, "factor") };
    case "llama3": {
      const lowFrequencyFactor = positive(rope, "low_freq_factor");
      const highFrequencyFactor = positive(rope, "high_freq_factor");
      return {
        type,
        factor: positive(rope, "factor"),
        lowFrequencyFactor,
        highFrequencyFactor,
        originalContext,
      };
    }
    case "yarn": {
      const factor = rope.factor == null ? context / originalContext : positive(rope, "factor");
      const attentionFactor = attentionFactorOf(rope, factor);
      return {
        type,
        factor,
        originalContext,
        ...(rope.beta_fast != null && { betaFast: positive(rope, "beta_fast") }),
        ...(rope.beta_slow != null && { betaSlow: positive(rope, "beta_slow") }),
        ...(attentionFactor !== undefined && { attentionFactor }),
        ...(rope.truncate != null && { truncate: flag(rope, "truncate", true) }),
      };
    }
    default:
      throw new RangeError(
        `rope_type is ${show(type)}; lib/nn computes "default", "linear", "llama3" and "yarn" only`,
      );
  }
}

/** YaRN's factor, given as such or by DeepSeek's `mscale` and `mscale_all_dim`; undefined for the paper's. */
function attentionFactorOf(rope: Fields, factor: number): number | undefined {
  if (rope.attention_factor != null) return positive(rope, "attention_factor");
  if (!rope.mscale || !rope.mscale_all_dim) return undefined;
  const amplitude = (scale: number) => factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
  return amplitude(positive(rope, "mscale")) / amplitude(positive(rope, "mscale_all_dim"));
}
