/**
 * The functions of TensorFlow's C API that build a graph and run it as one function, each below its C declaration.
 *
 * `TF_Output` (one output of a node) is a struct that is passed by value.
 */
import { attributeSymbols } from "../tensorflow/mod.ts";

/** typedef struct TF_Output { TF_Operation* oper; int index; } TF_Output */
const TF_OUTPUT = { struct: ["pointer", "i32"] } as const;

export const GRAPH_SYMBOLS = {
  // TF_Graph* TF_NewGraph(void)
  TF_NewGraph: { parameters: [], result: "pointer" },
  // void TF_DeleteGraph(TF_Graph*)
  TF_DeleteGraph: { parameters: ["pointer"], result: "void" },
  // TF_OperationDescription* TF_NewOperation(TF_Graph*, const char* op_type, const char* oper_name)
  TF_NewOperation: { parameters: ["pointer", "buffer", "buffer"], result: "pointer" },
  // void TF_AddInput(TF_OperationDescription*, TF_Output input)
  TF_AddInput: { parameters: ["pointer", TF_OUTPUT], result: "void" },
  // void TF_AddInputList(TF_OperationDescription*, const TF_Output* inputs, int num_inputs)
  TF_AddInputList: { parameters: ["pointer", "buffer", "i32"], result: "void" },
  // TF_Operation* TF_FinishOperation(TF_OperationDescription*, TF_Status*)
  TF_FinishOperation: { parameters: ["pointer", "pointer"], result: "pointer" },
  // int TF_OperationNumOutputs(TF_Operation*)
  TF_OperationNumOutputs: { parameters: ["pointer"], result: "i32" },
  // TF_DataType TF_OperationOutputType(TF_Output)
  TF_OperationOutputType: { parameters: [TF_OUTPUT], result: "i32" },
  // void TF_GraphSetTensorShape(TF_Graph*, TF_Output, const int64_t* dims, int num_dims, TF_Status*)
  TF_GraphSetTensorShape: { parameters: ["pointer", TF_OUTPUT, "buffer", "i32", "pointer"], result: "void" },
  // int TF_GraphGetTensorNumDims(TF_Graph*, TF_Output, TF_Status*)
  TF_GraphGetTensorNumDims: { parameters: ["pointer", TF_OUTPUT, "pointer"], result: "i32" },
  // void TF_GraphGetTensorShape(TF_Graph*, TF_Output, int64_t* dims, int num_dims, TF_Status*)
  TF_GraphGetTensorShape: { parameters: ["pointer", TF_OUTPUT, "buffer", "i32", "pointer"], result: "void" },

  ...attributeSymbols("TF_SetAttr"),
  // void TF_SetAttrShape(TF_OperationDescription*, const char* attr_name, const int64_t* dims, int num_dims)
  setShape: { name: "TF_SetAttrShape", parameters: ["pointer", "buffer", "buffer", "i32"], result: "void" },
  // void TF_SetAttrShapeList(TF_OperationDescription*, const char* attr_name, const int64_t* const* dims, const int* num_dims, int num_shapes)
  setShapes: {
    name: "TF_SetAttrShapeList",
    parameters: ["pointer", "buffer", "buffer", "buffer", "i32"],
    result: "void",
  },

  // TF_Function* TF_GraphToFunction(const TF_Graph*, const char* fn_name, unsigned char append_hash, int num_opers,
  //   const TF_Operation* const* opers, int ninputs, const TF_Output* inputs, int noutputs, const TF_Output* outputs,
  //   const char* const* output_names, const TF_FunctionOptions*, const char* description, TF_Status*)
  TF_GraphToFunction: {
    // deno-fmt-ignore
    parameters: [
      "pointer", "buffer", "u8", "i32", "pointer", "i32", "buffer", "i32", "buffer", "pointer", "pointer", "pointer", "pointer",
    ],
    result: "pointer",
  },
  // void TF_DeleteFunction(TF_Function*)
  TF_DeleteFunction: { parameters: ["pointer"], result: "void" },
  // void TF_FunctionSetAttrValueProto(TF_Function*, const char* attr_name, const void* proto, size_t proto_len, TF_Status*)
  TF_FunctionSetAttrValueProto: {
    parameters: ["pointer", "buffer", "buffer", "usize", "pointer"],
    result: "void",
  },
  // void TFE_ContextAddFunction(TFE_Context*, TF_Function*, TF_Status*)
  TFE_ContextAddFunction: { parameters: ["pointer", "pointer", "pointer"], result: "void" },
  // void TFE_ContextRemoveFunction(TFE_Context*, const char* name, TF_Status*)
  TFE_ContextRemoveFunction: { parameters: ["pointer", "buffer", "pointer"], result: "void" },
  // void TFE_Execute(TFE_Op*, TFE_TensorHandle** retvals, int* num_retvals, TF_Status*), on a thread of its own
  TFE_ExecuteAsync: {
    name: "TFE_Execute",
    parameters: ["pointer", "buffer", "buffer", "pointer"],
    result: "void",
    nonblocking: true,
  },
} as const satisfies Deno.ForeignLibraryInterface;

export type GraphNative = Deno.StaticForeignLibraryInterface<typeof GRAPH_SYMBOLS>;
