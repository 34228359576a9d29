"""Which of the author's figures and captions a draft imitates, and what they look like."""

from capassist.profile.ranking import ImageHasher, Profiles, build_profile, unseen
from capassist.profile.style import measure_style

__all__ = ["ImageHasher", "Profiles", "build_profile", "measure_style", "unseen"]
