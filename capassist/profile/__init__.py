"""Which of the author's figures and captions a draft imitates, and what they look like."""

from capassist.profile.ranking import build_profile
from capassist.profile.style import measure_style

__all__ = ["build_profile", "measure_style"]
