"""A prefix before a tiny frozen model that is made here: it learns, the model does not."""

from collections.abc import Callable
from typing import Any

import pytest

from capassist.learning.prefix import TrainedPrefix, fingerprint
from capassist.learning.prefix_trial import Example, split

torch = pytest.importorskip("torch", reason="capassist[voice] is not installed")
transformers = pytest.importorskip("transformers", reason="capassist[voice] is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # of torch and its friends

OWN = split("ash", [Example(f"Growth of oak {n}.", ("graph", "plot")) for n in range(8)])


def letters(text: str) -> dict[str, list[int]]:
    return {"input_ids": [ord(letter) % 128 for letter in text]}


@pytest.fixture
def model() -> Any:
    torch.set_num_threads(1)
    torch.manual_seed(1)
    config = transformers.LlamaConfig(
        vocab_size=128,
        hidden_size=32,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
    )
    return transformers.LlamaForCausalLM(config).eval()


def loss(prefix: TrainedPrefix) -> float:
    return -sum(prefix.log_likelihood(example)[0] for example in OWN.validation)


def test_it_learns_and_the_model_stays_as_it_is(model: Any) -> None:
    before, prefix, said = fingerprint(model), TrainedPrefix(letters, model, ["oak"]), list[str]()
    at_first = loss(prefix)
    prefix.train(OWN, seconds=60, said=said.append)
    assert loss(prefix) < at_first
    assert said
    assert fingerprint(model) == before


def test_it_is_saved_and_loaded_the_same(model: Any) -> None:
    prefix, again = TrainedPrefix(letters, model, ["oak"]), TrainedPrefix(letters, model, [])
    prefix.train(OWN, seconds=1)
    again.load(prefix.saved())
    assert again.words == ("oak",)
    assert [again.log_likelihood(e) for e in OWN.test] == [prefix.log_likelihood(e) for e in OWN.test]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(lambda p: p.vectors(["photo"]), id="figure"),
        pytest.param(lambda p: p.vectors(["graph"], with_user=False), id="without the author"),
    ],
)
def test_figure_and_author_shape_it_once_trained(model: Any, changed: Callable[[TrainedPrefix], Any]) -> None:
    prefix = TrainedPrefix(letters, model, ["oak"])
    prefix.train(OWN, seconds=60)
    assert not torch.allclose(prefix.vectors(["graph"]), changed(prefix))


def test_the_worst_of_the_training_is_not_kept(model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    prefix = TrainedPrefix(letters, model, ["oak"])
    monkeypatch.setattr("capassist.learning.prefix._RATE", 50.0)  # it can only diverge
    at_first = loss(prefix)
    prefix.train(OWN, seconds=60)
    assert loss(prefix) <= at_first


def test_a_figure_of_which_nothing_was_read_has_a_prefix(model: Any) -> None:
    score, tokens = TrainedPrefix(letters, model, []).log_likelihood(Example("Oak.", ()))
    assert score < 0
    assert tokens == 4
