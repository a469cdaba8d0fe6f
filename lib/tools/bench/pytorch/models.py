"""The models of the PyTorch worker (worker.py): GPT-2's and Llama's arithmetic, and LoRA adapters.

Both are pre-norm, with the fused attention kernel and a tied head. Letters: B batch, T tokens, C width, H heads, K heads of
keys and values, D = C / H, V tokens in the vocabulary.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F


class Attention(nn.Module):
    """Causal attention; with `rotary` queries and keys are turned, with K < H heads share keys and values."""

    def __init__(self, C, H, K, bias, rotary):
        super().__init__()
        self.H, self.K, self.D, self.rotary = H, K, C // H, rotary
        self.c_attn = nn.Linear(C, (H + 2 * K) * self.D, bias=bias)
        self.c_proj = nn.Linear(C, C, bias=bias)

    def forward(self, x, packed):
        B, T, C = x.shape
        H, K, D = self.H, self.K, self.D
        q, k, v = self.c_attn(x).split([H * D, K * D, K * D], 2)
        q, k, v = (u.view(B, T, -1, D).transpose(1, 2) for u in (q, k, v))
        if self.rotary is not None:
            q, k = turn(q, *self.rotary), turn(k, *self.rotary)
        mask = None if packed is None else packed.mask
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=mask is None, enable_gqa=K < H)
        return self.c_proj(y.transpose(1, 2).reshape(B, T, C))


def turn(x, cos, sin):
    """Rotary positions, half-split."""
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


class GELUMLP(nn.Module):
    def __init__(self, C):
        super().__init__()
        self.c_fc, self.c_proj = nn.Linear(C, 4 * C), nn.Linear(4 * C, C)

    def forward(self, x):
        return self.c_proj(F.gelu(self.c_fc(x), approximate="tanh"))


class SwiGLUMLP(nn.Module):
    def __init__(self, C, F_):
        super().__init__()
        self.c_fc, self.c_proj = nn.Linear(C, 2 * F_, bias=False), nn.Linear(F_, C, bias=False)

    def forward(self, x):
        gate, up = self.c_fc(x).chunk(2, -1)
        return self.c_proj(F.silu(gate) * up)


class Block(nn.Module):
    def __init__(self, norm, attention, mlp):
        super().__init__()
        self.ln_1, self.attn, self.ln_2, self.mlp = norm(), attention, norm(), mlp

    def forward(self, x, packed):
        x = x + self.attn(self.ln_1(x), packed)
        return x + self.mlp(self.ln_2(x))


class Packed:
    """Rows of several texts: a mask that keeps attention inside a text, and positions that begin at 0 in each."""

    def __init__(self, lengths, device):
        segments = torch.repeat_interleave(torch.arange(len(lengths)), torch.tensor(lengths))
        same = segments[:, None] == segments[None, :]
        self.mask = (same & torch.ones_like(same).tril())[None, None].to(device)  # (1, 1, T, T)
        self.positions = torch.cat([torch.arange(n) for n in lengths]).to(device)


class Model(nn.Module):
    """`shape` as in shapes.ts. GPT-2's layout, or Llama's where it says `llama`."""

    def __init__(self, shape, device):
        super().__init__()
        C, H, T, V = shape["nEmbd"], shape["nHead"], shape["blockSize"], shape["vocabSize"]
        llama, D = shape.get("llama"), C // H
        self.wte = nn.Embedding(V, C)
        if llama:
            angles = torch.arange(T)[:, None] * 10000 ** (-torch.arange(0, D, 2) / D)  # (T, D / 2)
            rotary = angles.cos().to(device), angles.sin().to(device)
            norm = lambda: nn.RMSNorm(C, eps=1e-5)
            block = lambda: Block(norm, Attention(C, H, llama["nKVHead"], False, rotary), SwiGLUMLP(C, llama["nInner"]))
        else:
            self.wpe = nn.Embedding(T, C)
            norm = lambda: nn.LayerNorm(C)
            block = lambda: Block(norm, Attention(C, H, H, True, None), GELUMLP(C))
        self.h, self.ln_f = nn.ModuleList([block() for _ in range(shape["nLayer"])]), norm()
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.normal_(p, 0, 0.02)
        self.to(device)

    def forward(self, x, y, packed=None):
        h = self.wte(x)
        if hasattr(self, "wpe"):
            h = h + (self.wpe.weight[: x.shape[1]] if packed is None else self.wpe(packed.positions))
        for block in self.h:
            h = block(h, packed)
        logits = self.ln_f(h) @ self.wte.weight.T
        return F.cross_entropy(logits.view(-1, logits.shape[-1]), y.view(-1), ignore_index=-1)


class LoRALinear(nn.Module):
    """`y = x W + b + (alpha / rank) x A B`, of which A and B are trained."""

    def __init__(self, linear, rank, alpha):
        super().__init__()
        self.linear, self.scale = linear, alpha / rank
        self.A = nn.Parameter(torch.randn(rank, linear.in_features) / linear.in_features**0.5)
        self.B = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, x):
        return self.linear(x) + F.linear(F.linear(x, self.A), self.B) * self.scale


def add_lora(model, rank, alpha):
    """Freezes the model and puts an adapter on all four linear layers of each block."""
    model.requires_grad_(False)
    for block in model.h:
        for part in (block.attn, block.mlp):
            for name, layer in list(part.named_children()):
                setattr(part, name, LoRALinear(layer, rank, alpha))
