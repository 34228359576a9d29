"""The report: one HTML file with every figure's picture, captions, drafts and warnings, where the author can decide,
too; and the page on which captions are judged blind."""

from capassist.report.blind import blind_page, page_output
from capassist.report.entries import FigureEntry, entry_for
from capassist.report.file import default_name, require_place, write_report
from capassist.report.html_page import report_page

__all__ = [
    "FigureEntry",
    "blind_page",
    "default_name",
    "entry_for",
    "page_output",
    "report_page",
    "require_place",
    "write_report",
]
