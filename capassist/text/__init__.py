"""Text as capassist sees it: words and sentences, LaTeX to plain text and back, and what is safe to print."""
