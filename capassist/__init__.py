"""capassist reads a paper, drafts captions in the author's own style, lets the author decide, and writes what was
accepted."""

__version__ = "0.1.0"
