"""The nouns: frozen values without IO that every other part takes and returns.

Offsets count characters of the decoded file, from 0; lines and pages count from 1; boxes are in points (1/72 inch) from
the page's top left corner: (x0, y0, x1, y1).
"""

from typing import TYPE_CHECKING, Any

from capassist.model.draft import (
    UNREAD_FIGURE,
    Author,
    Draft,
    DraftKind,
    EarlierPaper,
    Edit,
    Figure,
    FloatKind,
    Manuscript,
    Mention,
    Opening,
    Panel,
    Part,
    PartKind,
    Problem,
    Purpose,
    Reference,
    Sentence,
    Slot,
    Span,
    StandingRules,
    State,
    Suppression,
    Tense,
    TextForm,
    TextPlace,
    Voice,
)
from capassist.model.drawing import Axis, Drawing, DrawingSource, FigureType, LegendEntry, PlotPanel, Scale
from capassist.model.image import Box, Image, Measure, Step, StepKind, View
from capassist.model.key_set import KeySet
from capassist.model.plot_data import DataColumn, DataTable
from capassist.model.source import Source

if TYPE_CHECKING:
    from capassist.model.api_key import Key
    from capassist.model.drafting import (
        AUTHOR,
        OFFLINE,
        Aspect,
        Candidate,
        CandidateKind,
        CaptionRequest,
        Doubt,
        DoubtKind,
        DraftSentence,
        Evidence,
        EvidenceKind,
        Finding,
        GroundedSentence,
        Picture,
        Profile,
        ProfileFigure,
        RankedDraft,
        Rating,
        Score,
        SecondLook,
        Style,
    )
    from capassist.model.review import (
        Action,
        ActionName,
        DecidedBy,
        Decision,
        Excerpt,
        ExportStanding,
        Reviewed,
        ReviewItem,
        Standing,
        Stop,
        Verdict,
    )

__all__ = [
    "AUTHOR",
    "OFFLINE",
    "UNREAD_FIGURE",
    "Action",
    "ActionName",
    "Aspect",
    "Author",
    "Axis",
    "Box",
    "Candidate",
    "CandidateKind",
    "CaptionRequest",
    "DataColumn",
    "DataTable",
    "DecidedBy",
    "Decision",
    "Doubt",
    "DoubtKind",
    "Draft",
    "DraftKind",
    "DraftSentence",
    "Drawing",
    "DrawingSource",
    "EarlierPaper",
    "Edit",
    "Evidence",
    "EvidenceKind",
    "Excerpt",
    "ExportStanding",
    "Figure",
    "FigureType",
    "Finding",
    "FloatKind",
    "GroundedSentence",
    "Image",
    "Key",
    "KeySet",
    "LegendEntry",
    "Manuscript",
    "Measure",
    "Mention",
    "Opening",
    "Panel",
    "Part",
    "PartKind",
    "Picture",
    "PlotPanel",
    "Problem",
    "Profile",
    "ProfileFigure",
    "Purpose",
    "RankedDraft",
    "Rating",
    "Reference",
    "ReviewItem",
    "Reviewed",
    "Scale",
    "Score",
    "SecondLook",
    "Sentence",
    "Slot",
    "Source",
    "Span",
    "Standing",
    "StandingRules",
    "State",
    "Step",
    "StepKind",
    "Stop",
    "Style",
    "Suppression",
    "Tense",
    "TextForm",
    "TextPlace",
    "Verdict",
    "View",
    "Voice",
]


def __getattr__(name: str) -> Any:
    """Import what only drafting and reviewing need when it is asked for.

    Every command reads drafts, few do more, and making these classes takes as long as reading a known, short paper.
    """
    from importlib import import_module

    for module in ("drafting", "review", "api_key"):
        if name in __all__ and hasattr(found := import_module(f"{__name__}.{module}"), name):
            return getattr(found, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
