"""How near a text comes to a reference caption, computed as the field computes it. Likeness is not quality."""

from capassist.metrics.bootstrap import Mean, means, ratio
from capassist.metrics.cider import cider_d
from capassist.metrics.rouge import length_normalised
from capassist.metrics.scoring import LAMP_CAP, METRICS, SCICAP, Scoring

__all__ = ["LAMP_CAP", "METRICS", "SCICAP", "Mean", "Scoring", "cider_d", "length_normalised", "means", "ratio"]
