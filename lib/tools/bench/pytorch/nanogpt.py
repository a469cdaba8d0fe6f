"""nanoGPT's model and training on character-level tinyshakespeare, written again: repro:shakespeare compares with it.

Usage: python nanogpt.py FOLDER. The folder holds settings.json and three files of little-endian int32: train.bin, the
token ids to learn from, and x.bin and y.bin, the validation windows (N, T), the same that our model is measured on.
It reads lines of JSON such as {"seed": 11, "steps": 2000}. For each it prints lines {"step", "loss"} during the
training and {"validationLoss", …} at its end.

From nanoGPT (model.py, train.py, config/train_shakespeare_char.py, its README's CPU run): no bias anywhere, exact
GELU, tied head, residual projections begin with std 0.02 / sqrt(2 L), AdamW whose decay holds for matrices and
embeddings, gradients clipped at 1, a linear warm-up and a cosine down to a tenth, windows drawn anywhere. The loss is
not nanoGPT's estimate from 20 batches, but the mean over all windows.
"""
import json
import math
import os
import sys
import time
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F

folder = Path(sys.argv[1])
o = json.loads((folder / "settings.json").read_text())
L, D, H, T, V, B = (o[k] for k in ("nLayer", "nEmbd", "nHead", "blockSize", "vocabSize", "batchSize"))
on_gpu = torch.cuda.is_available() and os.environ.get("COURSE_DEVICE", "") in ("", "cuda")
device = torch.device("cuda" if on_gpu else "cpu")
if on_gpu:  # as TensorFlow does by itself
    torch.set_float32_matmul_precision("high")


def read_ids(name):
    ids = torch.frombuffer(bytearray((folder / name).read_bytes()), dtype=torch.int32)
    return ids.long().to(device)


train_ids, x_val, y_val = read_ids("train.bin"), read_ids("x.bin").view(-1, T), read_ids("y.bin").view(-1, T)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(D, bias=False), nn.LayerNorm(D, bias=False)
        self.c_attn, self.attn_proj = nn.Linear(D, 3 * D, bias=False), nn.Linear(D, D, bias=False)
        self.c_fc, self.mlp_proj = nn.Linear(D, 4 * D, bias=False), nn.Linear(4 * D, D, bias=False)

    def forward(self, x):
        b, t, _ = x.shape
        q, k, v = (u.view(b, t, H, D // H).transpose(1, 2) for u in self.c_attn(self.ln_1(x)).split(D, 2))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(b, t, D)
        x = x + self.attn_proj(y)
        return x + self.mlp_proj(F.gelu(self.c_fc(self.ln_2(x))))


class GPT(nn.Module):
    def __init__(self):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(V, D), nn.Embedding(T, D)
        self.h, self.ln_f = nn.ModuleList([Block() for _ in range(L)]), nn.LayerNorm(D, bias=False)
        for name, p in self.named_parameters():
            if p.dim() > 1:
                nn.init.normal_(p, 0, 0.02 / math.sqrt(2 * L) if name.endswith("_proj.weight") else 0.02)

    def forward(self, x, y):
        h = self.wte(x) + self.wpe.weight[: x.shape[1]]
        for block in self.h:
            h = block(h)
        return F.cross_entropy((self.ln_f(h) @ self.wte.weight.T).view(-1, V), y.reshape(-1))


def learning_rate(step, steps):
    if step < o["warmupSteps"]:
        return o["peak"] * (step + 1) / (o["warmupSteps"] + 1)
    done = (step - o["warmupSteps"]) / (steps - o["warmupSteps"])
    return o["floor"] + (o["peak"] - o["floor"]) * (1 + math.cos(math.pi * done)) / 2


@torch.no_grad()
def validation_loss(model):
    model.eval()
    total = sum(model(x, y).double() * y.numel() for x, y in zip(x_val.split(50), y_val.split(50)))
    model.train()
    return (total / y_val.numel()).item()


def train(seed, steps):
    torch.manual_seed(seed)
    model = GPT().to(device)
    decayed = [p for p in model.parameters() if p.dim() > 1]
    others = [p for p in model.parameters() if p.dim() < 2]
    groups = [{"params": decayed, "weight_decay": o["weightDecay"]}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, o["peak"], betas=(o["beta1"], o["beta2"]))
    start, held_out = time.perf_counter(), []
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, steps)
        at = torch.randint(len(train_ids) - T, (B,)).to(device)
        windows = train_ids[at[:, None] + torch.arange(T + 1, device=device)]
        loss = model(windows[:, :-1], windows[:, 1:])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), o["clipNorm"])
        optimizer.step()
        if (step + 1) % 250 == 0:
            print(json.dumps({"step": step + 1, "loss": loss.item()}), flush=True)
        if (step + 1) % 500 == 0 or step + 1 == steps:
            held_out.append([step + 1, validation_loss(model)])
    seconds = time.perf_counter() - start
    return {"parameters": sum(p.numel() for p in model.parameters()), "validationLoss": held_out[-1][1],
            "tokensPerSecond": steps * B * T / seconds, "heldOut": held_out}


print(json.dumps({"ready": True, "device": device.type, "torch": torch.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(train(**json.loads(line))), flush=True)
