"""The PyTorch worker of `./course bench`: one GPT shape in one mode. Reads a JSON command a line.

Usage: python worker.py '{"nLayer": 6, ...}' eager|compile|bf16|bf16compile
The model is nanoGPT's arithmetic: pre-norm, GELU tanh, fused attention kernel, tied head, AdamW with decay on
matrices, gradients clipped at 1. It runs on the same device as ours: on CUDA, unless there is none or COURSE_DEVICE
names another device.
"""
import json
import os
import resource
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

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


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(D), nn.LayerNorm(D)
        self.c_attn, self.attn_proj = nn.Linear(D, 3 * D), nn.Linear(D, D)
        self.c_fc, self.mlp_proj = nn.Linear(D, 4 * D), nn.Linear(4 * D, D)

    def forward(self, x):
        b, t, _ = x.shape
        q, k, v = (u.view(b, t, H, D // H).transpose(1, 2) for u in self.c_attn(self.ln_1(x)).split(D, 2))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(b, t, D)
        x = x + self.attn_proj(y)
        return x + self.mlp_proj(F.gelu(self.c_fc(self.ln_2(x)), approximate="tanh"))


class GPT(nn.Module):
    def __init__(self):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(V, D), nn.Embedding(T, D)
        self.h, self.ln_f = nn.ModuleList([Block() for _ in range(L)]), nn.LayerNorm(D)
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.normal_(p, 0, 0.02)

    def forward(self, x, y):
        h = self.wte(x) + self.wpe.weight[: x.shape[1]]
        for block in self.h:
            h = block(h)
        return F.cross_entropy((self.ln_f(h) @ self.wte.weight.T).view(-1, V), y.view(-1))


def train(steps, state={}):
    if not state:
        model = GPT().to(device)
        decayed = [p for p in model.parameters() if p.dim() > 1]
        others = [p for p in model.parameters() if p.dim() < 2]
        groups = [{"params": decayed, "weight_decay": 0.1}, {"params": others, "weight_decay": 0.0}]
        optimizer = torch.optim.AdamW(groups, 3e-4, betas=(0.9, 0.95))
        x, y = (torch.randint(0, V, (B, T), device=device) for _ in range(2))
        state.update(model=model, run=torch.compile(model) if "compile" in mode else model, opt=optimizer, x=x, y=y)
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        with torch.autocast(device.type, torch.bfloat16, enabled="bf16" in mode):
            loss = state["run"](state["x"], state["y"])
        state["opt"].zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(state["model"].parameters(), 1.0)
        state["opt"].step()
        value = loss.item()
        times.append(time.perf_counter() - start)
    return {"seconds": times, "loss": value}


def sample(batch, tokens, state={}):
    from transformers import GPT2Config, GPT2LMHeadModel

    if not state:
        config = GPT2Config(vocab_size=V, n_positions=T, n_embd=D, n_layer=L, n_head=H, bos_token_id=0, eos_token_id=None)
        state["model"] = GPT2LMHeadModel(config).eval().to(device)
    prompt = torch.zeros((batch, 1), dtype=torch.long, device=device)
    start = time.perf_counter()
    with torch.no_grad(), torch.autocast(device.type, torch.bfloat16, enabled="bf16" in mode):
        out = state["model"].generate(
            prompt, attention_mask=torch.ones_like(prompt), max_new_tokens=tokens, min_new_tokens=tokens,
            do_sample=True, use_cache=True, pad_token_id=0)
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


print(json.dumps({"ready": True, "device": str(device), "torch": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
for line in sys.stdin:
    command = json.loads(line)
    verb = command.pop("command")
    reply = {"train": train, "sample": sample, "matmul": matmul}[verb](**command)
    # Linux counts in KiB, macOS in bytes.
    reply["peakRssBytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps(reply), flush=True)
