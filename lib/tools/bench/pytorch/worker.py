"""The PyTorch worker of `./course bench`: one shape in one mode. Reads a JSON command a line.

Usage: python worker.py '{"nLayer": 6, ...}' eager|compile|bf16|bf16compile|static|staticcompile
The models are in models.py; AdamW has decay on matrices, gradients are clipped at 1. Texts are sampled by
`transformers.generate`. It runs on the same device as ours: on CUDA, unless there is none or COURSE_DEVICE names another
device.
"""
import json
import os
import resource
import sys
import time

import torch
import torch.nn as nn

from models import Model, Packed, add_lora

shape, mode = json.loads(sys.argv[1]), sys.argv[2]
L, D, H = shape["nLayer"], shape["nEmbd"], shape["nHead"]
T, V, B = shape["blockSize"], shape["vocabSize"], shape["batchSize"]
torch.manual_seed(0)
on_gpu = torch.cuda.is_available() and os.environ.get("COURSE_DEVICE", "") in ("", "cuda")
device = torch.device("cuda" if on_gpu else "cpu")
if on_gpu:  # TensorFlow uses a GPU's TF32 units for float32 products by default; PyTorch does not
    torch.set_float32_matmul_precision("high")


def finished():
    """Waits for the GPU, which may still compute when a call has returned."""
    if on_gpu:
        torch.cuda.synchronize()


def train(steps, task="training", lengths=None, state={}):
    if not state:
        model = Model(shape, device)
        if task == "lora":
            add_lora(model, rank=8, alpha=16)  # LORA_DEFAULTS of lib/nn/lora.ts
            model.to(device)
        trained = [p for p in model.parameters() if p.requires_grad]
        decayed = [p for p in trained if p.dim() > 1]
        others = [p for p in trained if p.dim() < 2]
        groups = [{"params": decayed, "weight_decay": 0.1}, {"params": others, "weight_decay": 0.0}]
        optimizer = torch.optim.AdamW([group for group in groups if group["params"]], 3e-4, betas=(0.9, 0.95))
        x, y = (torch.randint(0, V, (B, T), device=device) for _ in range(2))
        packed = Packed(lengths, device) if task == "instructions" else None
        if packed:  # the first half of each text is the question
            questions = torch.cat([torch.arange(n) < n // 2 for n in lengths]).to(device)
            y = torch.where(questions, -1, y)
        run = torch.compile(model) if "compile" in mode else model
        state.update(trained=trained, run=run, opt=optimizer, batch=(x, y, packed))
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        with torch.autocast(device.type, torch.bfloat16, enabled="bf16" in mode):
            loss = state["run"](*state["batch"])
        state["opt"].zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(state["trained"], 1.0)
        state["opt"].step()
        value = loss.item()
        times.append(time.perf_counter() - start)
    return {"seconds": times, "loss": value}


def sampler():
    """The shape as a model of transformers."""
    from transformers import GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

    llama = shape.get("llama")
    if not llama:
        return GPT2LMHeadModel(GPT2Config(
            vocab_size=V, n_positions=T, n_embd=D, n_layer=L, n_head=H, bos_token_id=0, eos_token_id=None))
    return LlamaForCausalLM(LlamaConfig(
        vocab_size=V, max_position_embeddings=T, hidden_size=D, num_hidden_layers=L, num_attention_heads=H,
        num_key_value_heads=llama["nKVHead"], intermediate_size=llama["nInner"], tie_word_embeddings=True,
        bos_token_id=0, eos_token_id=None))


def sample(batch, tokens, state={}):
    from transformers import CompileConfig

    if not state:
        state["model"] = sampler().eval().to(device, torch.bfloat16 if "bf16" in mode else torch.float32)
    options = {"cache_implementation": "static"} if "static" in mode else {}
    if "compile" in mode:  # transformers compiles by itself on a GPU only
        options["compile_config"] = CompileConfig(fullgraph=False, mode="default")
        options["compile_config"]._compile_all_devices = True
    elif options:
        options["disable_compile"] = True
    prompt = torch.zeros((batch, 1), dtype=torch.long, device=device)
    start = time.perf_counter()
    with torch.no_grad():
        out = state["model"].generate(
            prompt, attention_mask=torch.ones_like(prompt), max_new_tokens=tokens, min_new_tokens=tokens,
            do_sample=True, use_cache=True, pad_token_id=0, **options)
    finished()
    seconds = time.perf_counter() - start
    return {"seconds": [seconds], "tokens": (out.shape[1] - 1) * batch}


def matmul(size, repeats):
    dtype = torch.bfloat16 if "bf16" in mode else torch.float32
    a, b = (torch.randn(size, size, device=device).to(dtype) for _ in range(2))
    finished()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        a @ b
        finished()
        times.append(time.perf_counter() - start)
    return {"seconds": times}


def bandwidth(size, repeats):
    """Reads a matrix once, in two ways; the time of the faster one."""
    matrix, row = torch.ones(size, size, device=device), torch.ones(size, device=device)
    times = []
    for _ in range(repeats):
        each = []
        for way in (lambda: matrix @ row, lambda: matrix.sum()):
            start = time.perf_counter()
            way()
            finished()
            each.append(time.perf_counter() - start)
        times.append(min(each))
    return {"seconds": times}


print(json.dumps({"ready": True, "device": str(device), "torch": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
for line in sys.stdin:
    command = json.loads(line)
    verb = command.pop("command")
    reply = {"train": train, "sample": sample, "matmul": matmul, "bandwidth": bandwidth}[verb](**command)
    # Linux counts in KiB, macOS in bytes.
    reply["peakRssBytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps(reply), flush=True)
