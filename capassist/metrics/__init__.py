"""How near a text comes to a reference caption, computed as the field computes it. Likeness is not quality."""

from capassist.metrics.bootstrap import Mean, means, ratio
from capassist.metrics.registry import families, family_of, pair_metrics, short_name
from capassist.metrics.rouge import length_normalised
from capassist.metrics.scoring import LAMP_CAP, SCICAP, Scoring

__all__ = [
    "LAMP_CAP",
    "SCICAP",
    "Mean",
    "Scoring",
    "families",
    "family_of",
    "length_normalised",
    "means",
    "pair_metrics",
    "ratio",
    "short_name",
]
