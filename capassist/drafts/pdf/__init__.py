"""Reads papers in PDF, and draws regions of their pages."""

from capassist.drafts.pdf.mupdf import render
from capassist.drafts.pdf.reader import read_pdf

__all__ = ["read_pdf", "render"]
