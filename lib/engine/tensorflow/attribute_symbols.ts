/**
 * The C functions that set an attribute. TensorFlow has each twice, with the same parameters: `TFE_OpSetAttr…` for an
 * op that runs at once, `TF_SetAttr…` for a node of a graph. Only the functions for shapes differ: TFE's take a status.
 */
export function attributeSymbols(prefix: "TFE_OpSetAttr" | "TF_SetAttr") {
  // void …(op, const char* attr_name, …)
  const set = <const P extends readonly Deno.NativeType[]>(type: string, ...parameters: P) => ({
    name: `${prefix}${type}`,
    parameters: ["pointer", "buffer", ...parameters] as const,
    result: "void" as const,
  });
  return {
    // const void* value, size_t length
    setString: set("String", "buffer", "usize"),
    // const void* const* values, const size_t* lengths, int num_values
    setStrings: set("StringList", "buffer", "buffer", "i32"),
    // int64_t value; const int64_t* values, int num_values
    setInt: set("Int", "i64"),
    setInts: set("IntList", "buffer", "i32"),
    // float value; const float* values, int num_values
    setFloat: set("Float", "f32"),
    setFloats: set("FloatList", "buffer", "i32"),
    // unsigned char value; const unsigned char* values, int num_values
    setBool: set("Bool", "u8"),
    setBools: set("BoolList", "buffer", "i32"),
    // TF_DataType value; const TF_DataType* values, int num_values
    setType: set("Type", "i32"),
    setTypes: set("TypeList", "buffer", "i32"),
    // TF_Tensor*, TF_Status*
    setTensor: set("Tensor", "pointer", "pointer"),
    // TFE_OpSetAttrFunctionName, TF_SetAttrFuncName: const char* name, size_t length
    setFunction: set(prefix === "TF_SetAttr" ? "FuncName" : "FunctionName", "buffer", "usize"),
  } satisfies Deno.ForeignLibraryInterface;
}
