"""Reads papers in PDF, and draws regions of their pages."""

from capassist.drafts.pdf.mupdf import page_size, render
from capassist.drafts.pdf.reader import read_pdf

__all__ = ["page_size", "read_pdf", "render"]
