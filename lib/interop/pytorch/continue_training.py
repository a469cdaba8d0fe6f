"""Goes on with a training run of ours in PyTorch, on one process or many.

The folder is written by lib/interop, from a checkpoint of lib/training:

    const saved = await readCheckpoint<GPTParams>("checkpoints/…/step-00000400");
    const learningRates = Array.from({ length: 5000 }, (_, i) => schedule(saved.step + i)); // the run's own schedule
    await exportToHuggingFace("my-gpt", { params: saved.params, config, tokenizerJson,
      training: trainingOf(saved, { learningRates, batches: [batches.at(saved.step)] }) });

Needs torch, transformers and safetensors (and accelerate, where that is to start the processes).

    python continue_training.py FOLDER --steps 5
        the run's own next batches, where they were exported: the losses are the ones our trainer would have seen

    python continue_training.py FOLDER --steps 1000 --tokens ids.safetensors --batch-size 64 --block-size 128 --save NEW
        random windows of a corpus: a safetensors file with the token ids as one int32 tensor "tokens"

    torchrun --standalone --nproc_per_node 2 continue_training.py FOLDER …
    accelerate launch --multi_gpu --num_processes 2 continue_training.py FOLDER …
        the same on several processes: each takes its share of the rows of every batch, gradients are averaged (DDP;
        gloo on CPUs, nccl on GPUs). The losses are those of one process: --batch-size is that of all together.
        accelerate's --multi_gpu starts several processes on CPUs too, where there is no GPU; its --cpu starts one.

--save writes the folder anew, optimizer and all, so that it can be continued again; importFromHuggingFace brings the
model back into the course. Dropout draws other random numbers here: losses are equal only where it is 0.
This is the one program of the course in Python, because it is for the day when a group leaves the course's trainer.
"""
import argparse
import json
import os
import shutil
from pathlib import Path

import torch
import torch.distributed as dist
from safetensors.torch import load_file, save_file
from torch.nn import functional as F
from torch.nn.parallel import DistributedDataParallel
from transformers import AutoModelForCausalLM

IGNORED = -100


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--tokens", type=Path, help="safetensors file with an int32 tensor called tokens")
    parser.add_argument("--batch-size", type=int, default=16, help="windows a step, all processes together")
    parser.add_argument("--block-size", type=int, help="tokens in a window; default: the model's context")
    parser.add_argument("--seed", type=int, default=0, help="of the random windows")
    parser.add_argument("--save", type=Path, help="folder to write at the end")
    return parser.parse_args()


def join_processes():
    """Device, rank and number of processes; torchrun and accelerate say them in the environment."""
    world = int(os.environ.get("WORLD_SIZE", 1))
    if torch.cuda.is_available():
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))
        torch.cuda.set_device(device)
    else:
        device = torch.device("cpu")
    if world > 1:
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    return device, dist.get_rank() if world > 1 else 0, world


def load_optimizer(model, folder, record):
    """AdamW where our trainer left it: decay on matrices only, running means and step count taken over."""
    options = record["adamw"]
    means = load_file(folder / "optimizer.safetensors")
    trained = {}
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name not in record["frozen"])
        if parameter.requires_grad:
            trained[name] = parameter
    groups = [
        {"params": [p for p in trained.values() if p.dim() >= 2], "weight_decay": options["weightDecay"]},
        {"params": [p for p in trained.values() if p.dim() < 2], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, betas=(options["beta1"], options["beta2"]), eps=options["eps"])
    for name, parameter in trained.items():
        optimizer.state[parameter] = {
            "step": torch.tensor(float(record["step"])),
            "exp_avg": means[f"exp_avg.{name}"].to(parameter.device),
            "exp_avg_sq": means[f"exp_avg_sq.{name}"].to(parameter.device),
        }
    return optimizer


def make_batches(arguments, context, first_step):
    """A function from the number of a step of this run to the whole batch, x and y (B, T)."""
    if arguments.tokens is None:
        path = arguments.folder / "batches.safetensors"
        if not path.exists():
            raise SystemExit(f"{path} is not there: give --tokens, or export the next batches with the model")
        stored = load_file(path)
        if arguments.steps > len(stored["x"]):
            raise SystemExit(f"{path} holds {len(stored['x'])} batches, --steps asks for {arguments.steps}; give --tokens")
        return lambda i: (stored["x"][i].long(), stored["y"][i].long())
    tokens = load_file(arguments.tokens)["tokens"].long()
    T = arguments.block_size or context
    if not 1 <= T <= context or len(tokens) <= T:
        raise SystemExit(f"--block-size {T}: the context is {context} tokens, the corpus has {len(tokens)}")

    def random_windows(i):
        generator = torch.Generator().manual_seed(arguments.seed * 1_000_003 + first_step + i)
        starts = torch.randint(len(tokens) - T, (arguments.batch_size, 1), generator=generator)
        at = starts + torch.arange(T)  # (B, 1) + (T) -> (B, T)
        return tokens[at], tokens[at + 1]

    return random_windows


def main():
    arguments = parse_arguments()
    device, rank, world = join_processes()
    record = json.loads((arguments.folder / "training.json").read_text())
    model = AutoModelForCausalLM.from_pretrained(arguments.folder, dtype=torch.float32).to(device).train()
    optimizer = load_optimizer(model, arguments.folder, record)
    batch_at = make_batches(arguments, model.config.max_position_embeddings, record["step"])
    parallel = DistributedDataParallel(model) if world > 1 else model
    rates = record["learning_rates"]

    for i in range(arguments.steps):
        x, y = batch_at(i)
        if len(x) < world:
            raise SystemExit(f"a batch of {len(x)} rows cannot be shared by {world} processes")
        targets = torch.where(y < 0, IGNORED, y)
        count = (targets != IGNORED).sum().item()  # of the whole batch, so that uneven shares weigh right
        logits = parallel(input_ids=x[rank::world].to(device), use_cache=False).logits
        share = targets[rank::world].to(device)
        loss = F.cross_entropy(logits.flatten(0, 1), share.flatten(), ignore_index=IGNORED, reduction="sum") / count
        optimizer.zero_grad()
        (loss * world).backward()  # DDP divides the sum of the gradients by the number of processes
        if record["clip_norm"] is not None:
            torch.nn.utils.clip_grad_norm_(model.parameters(), record["clip_norm"])
        for group in optimizer.param_groups:
            group["lr"] = rates[min(i, len(rates) - 1)]
        optimizer.step()
        total = loss.detach().clone()
        if world > 1:
            dist.all_reduce(total)
        if rank == 0:
            print(f"step {record['step'] + i + 1} loss {total.item():.6f} processes {world}", flush=True)

    if arguments.save and rank == 0:
        save(arguments, model, optimizer, record)
    if world > 1:
        dist.destroy_process_group()


def save(arguments, model, optimizer, record):
    model.save_pretrained(arguments.save)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        if (arguments.folder / name).exists():
            shutil.copyfile(arguments.folder / name, arguments.save / name)
    means = load_file(arguments.folder / "optimizer.safetensors")
    for name, parameter in model.named_parameters():
        for key in ("exp_avg", "exp_avg_sq"):
            if parameter in optimizer.state:
                means[f"{key}.{name}"] = optimizer.state[parameter][key].cpu().contiguous()
    save_file(means, arguments.save / "optimizer.safetensors", metadata={"format": "pt"})
    if arguments.tokens is None:
        left = {key: ids[arguments.steps:] for key, ids in load_file(arguments.folder / "batches.safetensors").items()}
        save_file(left, arguments.save / "batches.safetensors")
    record["step"] += arguments.steps
    record["learning_rates"] = record["learning_rates"][arguments.steps:] or record["learning_rates"][-1:]
    (arguments.save / "training.json").write_text(json.dumps(record, indent=1) + "\n")


if __name__ == "__main__":
    main()
