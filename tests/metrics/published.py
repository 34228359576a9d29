"""Makes golden.json: what the published implementations give for the fixed pairs in pairs.json.

    python -m venv golden && golden/bin/pip install --no-deps nltk==3.9.1 rouge-score==0.1.2 pycocoevalcap==1.2 \
        absl-py click joblib numpy regex six tqdm
    PYTHONPATH=. golden/bin/python tests/metrics/published.py

METEOR is the program inside pycocoevalcap and needs Java; it is run with its matchers "exact" and "stem" and capassist's list of
function words. All texts are lower case without punctuation, as they are compared; nothing prepares them further.
"""

import json
import subprocess
import tempfile
import warnings
from importlib.resources import files
from pathlib import Path
from typing import Any

import nltk
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu
from pycocoevalcap.cider.cider_scorer import CiderScorer
from rouge_score.rouge_scorer import RougeScorer

from capassist.metrics.meteor import FUNCTION_WORDS

HERE = Path(__file__).parent
Pairs = list[tuple[str, str]]


def bleu_scores(reference: str, text: str) -> dict[str, list[float] | None]:
    """Return BLEU-1 to 4 by smoothing method, None where NLTK refuses."""
    return {str(method): bleu_by(method, [reference.split()], text.split()) for method in range(8)}


def bleu_by(method: int, references: list[list[str]], text: list[str]) -> list[float] | None:
    """Return BLEU-1 to 4 by one method: each order by a call of its own up to method 4, which smooths each order for itself.

    The later methods smooth an order by its neighbours, so all orders come of one call.
    """
    smoothing = getattr(SmoothingFunction(), f"method{method}")
    weights = [(1 / order,) * order for order in (1, 2, 3, 4)]
    if method <= 4:
        return [float(sentence_bleu(references, text, weight, smoothing)) for weight in weights]
    try:
        return [float(score) for score in sentence_bleu(references, text, weights, smoothing)]
    except AssertionError:
        return None


def rouge_scores(reference: str, text: str, *, stemmed: bool) -> list[float]:
    """Return the F measures of ROUGE-1, 2 and L."""
    scores = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=stemmed).score(reference, text)
    return [score.fmeasure for score in scores.values()]


def meteor_scores(pairs: Pairs) -> list[float]:
    """Return METEOR 1.5 of each pair, as its program prints it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "references").write_text("".join(f"{reference}\n" for reference, _ in pairs))
        (folder / "texts").write_text("".join(f"{text}\n" for _, text in pairs))
        (folder / "words").write_text("\n".join(sorted(FUNCTION_WORDS)))
        program = str(files("pycocoevalcap").joinpath("meteor/meteor-1.5.jar"))
        options = ["-l", "en", "-m", "exact stem", "-w", "1.0 0.6", "-s", str(folder / "words")]
        command = ["java", "-Xmx2G", "-jar", program, str(folder / "texts"), str(folder / "references"), *options]
        printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder).stdout
    return [float(line.split()[-1]) for line in printed.splitlines() if line.startswith("Segment ")]


def cider_scores(pairs: Pairs) -> list[float]:
    """Return CIDEr-D of each pair over all of them."""
    scorer = CiderScorer(n=4, sigma=6.0)
    for reference, text in pairs:
        scorer += (text, [reference])
    return [float(score) for score in scorer.compute_score()[1]]


def main() -> None:
    """Write golden.json beside this file."""
    assert nltk.__version__ == "3.9.1"
    warnings.simplefilter("ignore")
    pairs: Pairs = [tuple(pair) for pair in json.loads((HERE / "pairs.json").read_text(encoding="utf-8"))]
    golden: list[dict[str, Any]] = [
        {
            "bleu": bleu_scores(reference, text),
            "rouge": rouge_scores(reference, text, stemmed=False),
            "rouge_stemmed": rouge_scores(reference, text, stemmed=True),
            "meteor": meteor,
            "cider_d": cider,
        }
        for (reference, text), meteor, cider in zip(pairs, meteor_scores(pairs), cider_scores(pairs), strict=True)
    ]
    (HERE / "golden.json").write_text(json.dumps(golden, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
