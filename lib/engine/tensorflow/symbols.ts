/**
 * The functions of TensorFlow's C API that this folder calls, each below its C declaration (tensorflow/c/*.h).
 *
 * The wheels split the API over two files, but one table is enough: the library that is opened depends on
 * libtensorflow_framework and on libc, and a symbol is looked up in those, too.
 */
import { attributeSymbols } from "./attribute_symbols.ts";

/** Pointers to TensorFlow's opaque structs; null if the C function returns NULL. */
export type Pointer = Deno.PointerValue;

export const TENSORFLOW_SYMBOLS = {
  // const char* TF_Version(void)
  TF_Version: { parameters: [], result: "pointer" },

  // TF_Status* TF_NewStatus(void)
  TF_NewStatus: { parameters: [], result: "pointer" },
  // void TF_DeleteStatus(TF_Status*)
  TF_DeleteStatus: { parameters: ["pointer"], result: "void" },
  // TF_Code TF_GetCode(const TF_Status*)
  TF_GetCode: { parameters: ["pointer"], result: "i32" },
  // const char* TF_Message(const TF_Status*)
  TF_Message: { parameters: ["pointer"], result: "pointer" },

  // TF_Tensor* TF_AllocateTensor(TF_DataType, const int64_t* dims, int num_dims, size_t len)
  TF_AllocateTensor: { parameters: ["i32", "buffer", "i32", "usize"], result: "pointer" },
  // void TF_DeleteTensor(TF_Tensor*)
  TF_DeleteTensor: { parameters: ["pointer"], result: "void" },
  // void* TF_TensorData(const TF_Tensor*)
  TF_TensorData: { parameters: ["pointer"], result: "pointer" },
  // size_t TF_TensorByteSize(const TF_Tensor*)
  TF_TensorByteSize: { parameters: ["pointer"], result: "usize" },
  // int64_t TF_TensorElementCount(const TF_Tensor*)
  TF_TensorElementCount: { parameters: ["pointer"], result: "i64" },
  // void* memcpy(void* destination, const void* source, size_t count)
  memcpy: { parameters: ["pointer", "buffer", "usize"], result: "pointer" },
  // int malloc_trim(size_t pad), which only glibc has
  malloc_trim: { parameters: ["usize"], result: "i32", optional: true },

  // void TF_StringInit(TF_TString*)
  TF_StringInit: { parameters: ["pointer"], result: "void" },
  // void TF_StringCopy(TF_TString* destination, const char* source, size_t size)
  TF_StringCopy: { parameters: ["pointer", "buffer", "usize"], result: "void" },
  // const char* TF_StringGetDataPointer(const TF_TString*)
  TF_StringGetDataPointer: { parameters: ["pointer"], result: "pointer" },
  // size_t TF_StringGetSize(const TF_TString*)
  TF_StringGetSize: { parameters: ["pointer"], result: "usize" },
  // void TF_StringDealloc(TF_TString*)
  TF_StringDealloc: { parameters: ["pointer"], result: "void" },

  // TF_Buffer* TF_NewBuffer(void)
  TF_NewBuffer: { parameters: [], result: "pointer" },
  // void TF_DeleteBuffer(TF_Buffer*)
  TF_DeleteBuffer: { parameters: ["pointer"], result: "void" },
  // TF_Graph* TF_NewGraph(void)
  TF_NewGraph: { parameters: [], result: "pointer" },
  // void TF_GraphGetOpDef(TF_Graph*, const char* op_name, TF_Buffer* output_op_def, TF_Status*)
  TF_GraphGetOpDef: { parameters: ["pointer", "buffer", "pointer", "pointer"], result: "void" },

  // TFE_ContextOptions* TFE_NewContextOptions(void)
  TFE_NewContextOptions: { parameters: [], result: "pointer" },
  // void TFE_ContextOptionsSetConfig(TFE_ContextOptions*, const void* proto, size_t proto_len, TF_Status*)
  TFE_ContextOptionsSetConfig: { parameters: ["pointer", "buffer", "usize", "pointer"], result: "void" },
  // void TFE_DeleteContextOptions(TFE_ContextOptions*)
  TFE_DeleteContextOptions: { parameters: ["pointer"], result: "void" },
  // TFE_Context* TFE_NewContext(const TFE_ContextOptions*, TF_Status*)
  TFE_NewContext: { parameters: ["pointer", "pointer"], result: "pointer" },
  // TF_DeviceList* TFE_ContextListDevices(TFE_Context*, TF_Status*)
  TFE_ContextListDevices: { parameters: ["pointer", "pointer"], result: "pointer" },
  // void TF_DeleteDeviceList(TF_DeviceList*)
  TF_DeleteDeviceList: { parameters: ["pointer"], result: "void" },
  // int TF_DeviceListCount(const TF_DeviceList*)
  TF_DeviceListCount: { parameters: ["pointer"], result: "i32" },
  // const char* TF_DeviceListName(const TF_DeviceList*, int index, TF_Status*)
  TF_DeviceListName: { parameters: ["pointer", "i32", "pointer"], result: "pointer" },
  // const char* TF_DeviceListType(const TF_DeviceList*, int index, TF_Status*)
  TF_DeviceListType: { parameters: ["pointer", "i32", "pointer"], result: "pointer" },

  // TFE_TensorHandle* TFE_NewTensorHandle(const TF_Tensor*, TF_Status*)
  TFE_NewTensorHandle: { parameters: ["pointer", "pointer"], result: "pointer" },
  // void TFE_DeleteTensorHandle(TFE_TensorHandle*)
  TFE_DeleteTensorHandle: { parameters: ["pointer"], result: "void" },
  // TF_DataType TFE_TensorHandleDataType(TFE_TensorHandle*)
  TFE_TensorHandleDataType: { parameters: ["pointer"], result: "i32" },
  // int TFE_TensorHandleNumDims(TFE_TensorHandle*, TF_Status*)
  TFE_TensorHandleNumDims: { parameters: ["pointer", "pointer"], result: "i32" },
  // int64_t TFE_TensorHandleDim(TFE_TensorHandle*, int dim_index, TF_Status*)
  TFE_TensorHandleDim: { parameters: ["pointer", "i32", "pointer"], result: "i64" },
  // TF_Tensor* TFE_TensorHandleResolve(TFE_TensorHandle*, TF_Status*)
  TFE_TensorHandleResolve: { parameters: ["pointer", "pointer"], result: "pointer" },
  // TFE_TensorHandle* TFE_TensorHandleCopyToDevice(TFE_TensorHandle*, TFE_Context*, const char* device, TF_Status*)
  TFE_TensorHandleCopyToDevice: {
    parameters: ["pointer", "pointer", "buffer", "pointer"],
    result: "pointer",
  },
  // TFE_TensorHandle* TFE_TensorHandleCopySharingTensor(TFE_TensorHandle*, TF_Status*)
  TFE_TensorHandleCopySharingTensor: { parameters: ["pointer", "pointer"], result: "pointer" },

  // TFE_Op* TFE_NewOp(TFE_Context*, const char* op_or_function_name, TF_Status*)
  TFE_NewOp: { parameters: ["pointer", "buffer", "pointer"], result: "pointer" },
  // void TFE_DeleteOp(TFE_Op*)
  TFE_DeleteOp: { parameters: ["pointer"], result: "void" },
  // void TFE_OpAddInput(TFE_Op*, TFE_TensorHandle* input, TF_Status*)
  TFE_OpAddInput: { parameters: ["pointer", "pointer", "pointer"], result: "void" },
  // void TFE_Execute(TFE_Op*, TFE_TensorHandle** retvals, int* num_retvals, TF_Status*)
  TFE_Execute: { parameters: ["pointer", "buffer", "buffer", "pointer"], result: "void" },

  ...attributeSymbols("TFE_OpSetAttr"),
  // void TFE_OpSetAttrShape(TFE_Op*, const char* attr_name, const int64_t* dims, int num_dims, TF_Status*)
  setShape: {
    name: "TFE_OpSetAttrShape",
    parameters: ["pointer", "buffer", "buffer", "i32", "pointer"],
    result: "void",
  },
  // void TFE_OpSetAttrValueProto(const TFE_Op*, const char* attr_name, const void* proto, size_t proto_len, TF_Status*)
  TFE_OpSetAttrValueProto: {
    parameters: ["pointer", "buffer", "buffer", "usize", "pointer"],
    result: "void",
  },
  // void TFE_OpSetAttrShapeList(TFE_Op*, const char* attr_name, const int64_t** dims, const int* num_dims, int num_values, TF_Status*)
  setShapes: {
    name: "TFE_OpSetAttrShapeList",
    parameters: ["pointer", "buffer", "buffer", "buffer", "i32", "pointer"],
    result: "void",
  },
} as const satisfies Deno.ForeignLibraryInterface;

/** The opened functions, by name. */
export type Native = Deno.StaticForeignLibraryInterface<typeof TENSORFLOW_SYMBOLS>;
