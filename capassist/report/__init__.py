"""The report: one HTML file with every figure's picture, captions, drafts and warnings, where the author can decide,
too."""

from capassist.report.entries import Entry, entry_for
from capassist.report.file import require_place, write_report
from capassist.report.page import report_page

__all__ = ["Entry", "entry_for", "report_page", "require_place", "write_report"]
