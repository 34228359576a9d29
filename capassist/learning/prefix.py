"""UAPT's prefix (Wang et al., PRCV 2023), small: a few vectors before a caption, made of its figure and its author.

Learnable queries look at the words of the figure, a mapping layer works on what they saw, and a fusion layer joins it
with the words that set the author apart. All words enter as the frozen model's own embeddings: no aligned encoder of
pictures comes in a package, as UAPT's EVA-CLIP would be. The widths are small because an author has tens of captions,
not thousands. The language model's weights are never changed. Needs `capassist[voice]`; how it does is said by
`learning.prefix_trial`.
"""

import hashlib
import io
import random
import time
from collections.abc import Callable, Sequence
from typing import Any

from capassist.learning.prefix_trial import Example, Split
from capassist.learning.voice import SEED

_WIDTH, _HEADS, _QUERIES = 64, 4, 8
_BATCH, _TOKENS = 4, 96  # captions of a step, and of each the tokens that are learnt from
_RATE, _DECAY, _BETAS = 3e-3, 0.005, (0.9, 0.96)  # decay and betas: UAPT's
_MOST_EPOCHS, _PATIENCE = 20, 2
_BREAK = "\n\n"  # stands between captions that are shown, too


class TrainedPrefix:
    """One author's prefix before a frozen model."""

    def __init__(self, tokenizer: Any, model: Any, words: Sequence[str]) -> None:
        """Make a new one, of the author's words; it starts as the frozen model's own line breaks."""
        import torch
        from torch import nn

        self._tokenizer, self._model, self.words = tokenizer, model.requires_grad_(False), tuple(words)
        self._embeddings = model.get_input_embeddings()
        wide = self._embeddings.embedding_dim
        torch.manual_seed(SEED)
        sizes: dict[str, Any] = {"dim_feedforward": 2 * _WIDTH, "batch_first": True}
        self._parts = nn.ModuleDict(
            {
                "figure": nn.Linear(wide, _WIDTH),
                "user": nn.Linear(wide, _WIDTH),
                "queries": nn.Embedding(_QUERIES, _WIDTH),
                "look": nn.TransformerDecoderLayer(_WIDTH, _HEADS, **sizes),
                "mapping": nn.TransformerEncoderLayer(_WIDTH, _HEADS, **sizes),
                "fusion": nn.TransformerEncoderLayer(_WIDTH, _HEADS, **sizes),
                "out": nn.Linear(_WIDTH, wide),
                "start": nn.Embedding(_QUERIES, wide),
            }
        )
        nn.init.zeros_(self._parts["out"].weight)
        nn.init.zeros_(self._parts["out"].bias)
        with torch.no_grad():
            self._parts["start"].weight.copy_(self._of_text(_BREAK)[:1].expand(_QUERIES, -1))
        self._parts.eval()

    def vectors(self, seen: Sequence[str], *, with_user: bool = True) -> Any:
        """Return the prefix before the caption of a figure with these words, (queries, width of the model)."""
        import torch

        parts = self._parts
        figure = parts["figure"](self._of_words(seen or ("figure",)))[None]
        looked = parts["mapping"](parts["look"](parts["queries"].weight[None], figure))
        if with_user and self.words:
            looked = torch.cat([looked, parts["user"](self._of_words(self.words))[None]], 1)
        fused = parts["fusion"](looked)[0, :_QUERIES]
        return parts["start"].weight + parts["out"](fused)

    def log_likelihood(self, example: Example, *, with_user: bool = True) -> tuple[float, int]:
        """Return the logarithm of the caption's probability behind the prefix, and how many tokens it has."""
        import torch

        with torch.no_grad():
            loss, tokens = self._loss([example], with_user=with_user)
        return -float(loss), tokens

    def _loss(self, examples: Sequence[Example], *, most: int | None = None, with_user: bool = True) -> tuple[Any, int]:
        """Return the sum of the losses of the captions' tokens, and how many they are."""
        import torch
        from torch.nn.functional import cross_entropy
        from torch.nn.utils.rnn import pad_sequence

        own = [self._tokenizer(example.caption)["input_ids"][:most] for example in examples]
        lead = self._of_text(_BREAK)
        rows = [
            torch.cat([self.vectors(example.seen, with_user=with_user), lead, self._of_tokens(tokens)])
            for example, tokens in zip(examples, own, strict=True)
        ]
        start = _QUERIES + len(lead) - 1
        logits = self._model(inputs_embeds=pad_sequence(rows, batch_first=True)).logits  # padding is behind what counts
        said = torch.cat([logits[n, start : start + len(tokens)] for n, tokens in enumerate(own)])
        wanted = torch.tensor([token for tokens in own for token in tokens], dtype=torch.long)
        return cross_entropy(said, wanted, reduction="sum"), len(wanted)

    def _of_tokens(self, tokens: Sequence[int]) -> Any:
        import torch

        return self._embeddings(torch.tensor(tokens, dtype=torch.long))

    def _of_text(self, text: str) -> Any:
        return self._of_tokens(self._tokenizer(text)["input_ids"])

    def _of_words(self, words: Sequence[str]) -> Any:
        """Return a vector for each word: the mean of its tokens'."""
        import torch

        return torch.stack([self._of_text(f" {word}").mean(0) for word in words])

    def train(self, own: Split, *, seconds: float, said: Callable[[str], None] = lambda _: None) -> None:
        """Learn from an author's captions until those to stop by are no likelier for two epochs, or the time is up; the
        best state is kept."""
        import torch

        order, started = random.Random(SEED), time.monotonic()  # noqa: S311  no secret
        steps = torch.optim.AdamW(self._parts.parameters(), lr=_RATE, weight_decay=_DECAY, betas=_BETAS)
        best, state, worse = self._validation(own), self.saved(), 0
        for epoch in range(_MOST_EPOCHS):
            self._epoch(order.sample(own.train, len(own.train)), steps)
            found = self._validation(own)
            said(f"{own.name}: epoch {epoch + 1}, loss {found:.3f} on {len(own.validation)} captions to stop by")
            worse = 0 if found < best else worse + 1
            if found < best:
                best, state = found, self.saved()
            if worse == _PATIENCE or time.monotonic() - started > seconds:
                break
        self.load(state)

    def _epoch(self, examples: Sequence[Example], steps: Any) -> None:
        from torch.nn.utils import clip_grad_norm_

        self._parts.train()
        for start in range(0, len(examples), _BATCH):
            loss, tokens = self._loss(examples[start : start + _BATCH], most=_TOKENS)
            steps.zero_grad()
            (loss / tokens).backward()
            clip_grad_norm_(self._parts.parameters(), 1.0)
            steps.step()
        self._parts.eval()

    def _validation(self, own: Split) -> float:
        scores = [self.log_likelihood(example) for example in own.validation]
        return -sum(score for score, _ in scores) / sum(tokens for _, tokens in scores)

    def saved(self) -> bytes:
        """Return what was learnt, as torch saves it, and the author's words."""
        import torch

        file = io.BytesIO()
        torch.save({"words": self.words, "parts": self._parts.state_dict()}, file)
        return file.getvalue()

    def load(self, data: bytes) -> None:
        """Take over what another one of the same model has learnt."""
        import torch

        found = torch.load(io.BytesIO(data), weights_only=True)
        self.words = tuple(found["words"])
        self._parts.load_state_dict(found["parts"])


def fingerprint(model: Any) -> str:
    """Return a hash of a model's weights."""
    found = hashlib.sha256()
    for name, weights in sorted(model.state_dict().items()):
        found.update(name.encode())
        found.update(weights.contiguous().numpy().tobytes())
    return found.hexdigest()
