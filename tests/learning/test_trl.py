"""What is exported is read by `datasets`, and by TRL's own collators for vision data.

The processor is a tiny one that is made here, so that nothing is fetched: its words are the bytes of the texts.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from papers_to_learn import Make, decide
from typer.testing import CliRunner

from capassist.cli import app

datasets = pytest.importorskip("datasets", reason="datasets is not installed: pip install trl")
pytest.importorskip("trl", reason="TRL is not installed: pip install trl")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # of torch and its friends
]

_TEMPLATE = (
    "{% for message in messages %}{{ message['role'] }}: {% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}<image>{% else %}{{ part['text'] }}{% endif %}{% endfor %}\n{% endfor %}"
    "{% if add_generation_prompt %}assistant: {% endif %}"
)


def processor() -> Any:
    """Return a processor of LLaVA's kind."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import CLIPImageProcessor, LlavaProcessor, PreTrainedTokenizerFast

    letters = {letter: n for n, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    words = Tokenizer(models.BPE(vocab={**letters, "<pad>": 256, "<image>": 257, "</s>": 258}, merges=[]))
    words.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    words.decoder = decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=words, pad_token="<pad>", eos_token="</s>", additional_special_tokens=["<image>"]
    )
    side = {"height": 28, "width": 28}
    pictures = CLIPImageProcessor(size={"shortest_edge": 28}, crop_size=side)
    return LlavaProcessor(
        pictures, tokenizer, patch_size=14, vision_feature_select_strategy="default", chat_template=_TEMPLATE
    )


@pytest.fixture
def folder(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    ash = make("ash", 4)
    decide(ash, ("f0", "edit", ["Growth."], "Growth of amber."), ("f1", "accept", ["Basalt."], "Basalt."))
    output = tmp_path / "set"
    result = CliRunner().invoke(
        app, ["export", "training", *map(str, (ash, make("elm"), make("fir"))), "-o", str(output)]
    )
    assert result.exit_code == 0, result.output
    monkeypatch.chdir(output)
    return output


def loaded(folder: Path, name: str) -> Any:
    data = datasets.load_dataset(str(folder), name, cache_dir=str(folder.parent / "cache"))
    return data.cast_column("images", datasets.List(datasets.Image()))


def test_the_folder_is_a_data_set_with_its_splits(folder: Path) -> None:
    card = json.loads((folder / "card.json").read_text())
    rows = {file["path"]: file["rows"] for file in card["files"]}
    data = loaded(folder, "sft")
    assert {split: len(data[split]) for split in data} == {
        split: rows[f"trl/sft-{split}.jsonl"] for split in ("train", "validation", "test")
    }
    assert all(image.size[0] >= 60 for image in data["train"][0]["images"])


def test_the_collator_for_captions_takes_every_row(folder: Path) -> None:
    from trl.trainer.sft_trainer import DataCollatorForVisionLanguageModeling

    data = loaded(folder, "sft")["train"]
    batch = DataCollatorForVisionLanguageModeling(processor(), completion_only_loss=True)([*data])
    assert len(batch["input_ids"]) == len(data)
    assert len(batch["pixel_values"]) == sum(len(row["images"]) for row in data)
    learnt = processor().tokenizer.decode(batch["labels"][0][batch["labels"][0] != -100])
    assert data[0]["completion"][0]["content"][0]["text"] in learnt
    assert "Target Figure" not in learnt


def test_the_collator_for_preferences_takes_every_row(folder: Path) -> None:
    from trl.trainer.dpo_trainer import DataCollatorForVisionPreference

    data = loaded(folder, "preferences")["train"]
    batch = DataCollatorForVisionPreference(processor())([*data])
    assert len(batch["input_ids"]) == 2 * len(data)  # the chosen ones, then the rejected ones
    assert os.fspath(folder) not in json.dumps(data.to_pandas().drop(columns="images").astype(str).to_dict())
