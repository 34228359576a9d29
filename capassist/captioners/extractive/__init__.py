"""The captioner without a model and without a network: the author's own sentences about a figure, in the author's own
shape.

Grounded by construction: every content word of a draft stands in a sentence about this figure. Where the paper never
mentions the figure there is nothing to say, and the draft is a template whose blanks are marked.
"""

from capassist.captioners.extractive.pipeline import ExtractiveCaptioner

__all__ = ["ExtractiveCaptioner"]
