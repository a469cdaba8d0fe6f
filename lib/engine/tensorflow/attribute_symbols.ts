/**
 * The C functions that set an attribute. TensorFlow has each twice, with the same parameters: `TFE_OpSetAttr…` for an
 * op that runs at once, `TF_SetAttr…` for a node of a graph. Only the functions for shapes differ: TFE's take a status.
 */
export function attributeSymbols(prefix: "TFE_OpSetAttr" | "TF_SetAttr") {
  const name = (type: string) => `${prefix}${type}`;
  return {
    // void …String(op, const char* attr_name, const void* value, size_t length)
    setString: { name: name("String"), parameters: ["pointer", "buffer", "buffer", "usize"], result: "void" },
    // void …StringList(op, const char* attr_name, const void* const* values, const size_t* lengths, int num_values)
    setStrings: {
      name: name("StringList"),
      parameters: ["pointer", "buffer", "buffer", "buffer", "i32"],
      result: "void",
    },
    // void …Int(op, const char* attr_name, int64_t value), …IntList(op, attr_name, const int64_t* values, int num_values)
    setInt: { name: name("Int"), parameters: ["pointer", "buffer", "i64"], result: "void" },
    setInts: { name: name("IntList"), parameters: ["pointer", "buffer", "buffer", "i32"], result: "void" },
    // void …Float(op, const char* attr_name, float value), …FloatList(op, attr_name, const float* values, int num_values)
    setFloat: { name: name("Float"), parameters: ["pointer", "buffer", "f32"], result: "void" },
    setFloats: {
      name: name("FloatList"),
      parameters: ["pointer", "buffer", "buffer", "i32"],
      result: "void",
    },
    // void …Bool(op, const char* attr_name, unsigned char value), …BoolList(op, attr_name, const unsigned char*, int)
    setBool: { name: name("Bool"), parameters: ["pointer", "buffer", "u8"], result: "void" },
    setBools: { name: name("BoolList"), parameters: ["pointer", "buffer", "buffer", "i32"], result: "void" },
    // void …Type(op, const char* attr_name, TF_DataType value), …TypeList(op, attr_name, const TF_DataType*, int)
    setType: { name: name("Type"), parameters: ["pointer", "buffer", "i32"], result: "void" },
    setTypes: { name: name("TypeList"), parameters: ["pointer", "buffer", "buffer", "i32"], result: "void" },
    // void …Tensor(op, const char* attr_name, TF_Tensor*, TF_Status*)
    setTensor: {
      name: name("Tensor"),
      parameters: ["pointer", "buffer", "pointer", "pointer"],
      result: "void",
    },
    // void TFE_OpSetAttrFunctionName, TF_SetAttrFuncName(op, const char* attr_name, const char* name, size_t length)
    setFunction: {
      name: name(prefix === "TF_SetAttr" ? "FuncName" : "FunctionName"),
      parameters: ["pointer", "buffer", "buffer", "usize"],
      result: "void",
    },
  } as const satisfies Deno.ForeignLibraryInterface;
}
