"""The JSON forms of every result: plain dictionaries with a `schema`; fields are added, never renamed."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from capassist.errors import CapassistError
from capassist.model import DataTable, Draft, Drawing, Figure, Mention, Problem

if TYPE_CHECKING:
    from capassist.model import Candidate, Decision, Finding, RankedDraft

Record = dict[str, Any]


def scan_record(draft: Draft) -> Record:
    """Return what `scan --json` prints (capassist.scan/1)."""
    return {
        "schema": "capassist.scan/1",
        "draft": {
            "path": str(draft.path),
            "kind": draft.kind,
            "main": draft.main,
            "title": draft.title,
            "abstract": draft.abstract,
            "pages": draft.pages,
        },
        "figures": [_figure(figure, draft.printed_caption(figure)) for figure in draft.figures],
        "problems": problem_records(draft.problems),
    }


def drafts_record(
    draft: Draft,
    drafted: "Iterable[tuple[Figure, Candidate, tuple[Finding, ...]]]",
    failed: Iterable[tuple[Figure, CapassistError]],
) -> Record:
    """Return what `suggest --json` prints (capassist.drafts/1); with verdicts added it is a decisions file.

    `over` is the caption that stands in the source: where it is another by then, `apply` refuses to replace it. `of` is
    what a figure, and `paper` what the paper is known by: what is decided is written into no other one. `drafted` is
    what `text` was before it is changed.
    """
    from capassist.model import OFFLINE
    from capassist.session.paper_mark import figure_mark, mark_of, mark_record

    return {
        "schema": "capassist.drafts/1",
        "paper": mark_record(mark_of(draft)),
        "drafts": [
            {
                "figure": candidate.figure,
                "text": candidate.text,
                "drafted": candidate.text,
                "over": figure.standing_caption,
                "of": figure_mark(figure),
                "kind": candidate.kind,
                "captioner": candidate.captioner,
                "model": candidate.model,
                "instruction": candidate.instruction,
                "current": candidate.current,
                "status": f"{'drafted offline' if candidate.captioner == OFFLINE else 'AI-generated'}, not reviewed",
                "warnings": [finding_record(finding) for finding in findings],
                "evidence": [asdict(piece) for piece in candidate.evidence],
                "notes": list(candidate.notes),
                "sentences": [asdict(sentence) for sentence in candidate.sentences],
                "ranking": [_ranked(ranked) for ranked in candidate.ranking],
            }
            for figure, candidate, findings in drafted
        ],
        "problems": failure_records(failed),
    }


def _ranked(ranked: "RankedDraft") -> Record:
    score = ranked.score
    return {
        "by": ranked.by,
        "text": ranked.text,
        "quality": round(score.quality, 3),
        "likeness": round(score.likeness, 3),
        "parts": asdict(score),
    }


def failure_records(failed: Iterable[tuple[Figure, CapassistError]]) -> list[Record]:
    """Return the figures at which a captioner or a model failed, as they stand in every record."""
    return [
        {"code": error.code, "message": error.message, "hint": error.hint, "figure": figure.id}
        for figure, error in failed
    ]


def settings_record(rows: Iterable[tuple[str, object, str]]) -> Record:
    """Return what `config --json` prints (capassist.config/1)."""
    return {
        "schema": "capassist.config/1",
        "settings": [{"name": name, "value": value, "source": source} for name, value, source in rows],
    }


def written_record(
    files: Iterable[Path],
    figures: Iterable[str],
    notes: Iterable[str],
    diff: str,
    warnings: "Iterable[tuple[Decision, Iterable[Finding]]]" = (),
) -> Record:
    """Return what `apply --json` and `undo --json` print (capassist.written/1)."""
    return {
        "schema": "capassist.written/1",
        "files": [path.as_posix() for path in files],
        "figures": list(figures),
        "notes": list(notes),
        "warnings": [
            {"figure": decision.figure, **finding_record(finding)} for decision, found in warnings for finding in found
        ],
        "diff": diff,
    }


def error_record(error: CapassistError) -> Record:
    """Return what a failing command prints under `--json` (capassist.error/1)."""
    return {
        "schema": "capassist.error/1",
        "error": {"code": error.code, "message": error.message, "hint": error.hint},
        "exit_code": error.exit_code,
    }


def problem_records(problems: Iterable[Problem]) -> list[Record]:
    """Return problems as they stand in every record."""
    return [{"code": p.code, "message": p.message, "hint": p.hint, "figure": p.figure} for p in problems]


def finding_record(finding: "Finding") -> Record:
    """Return one guard's finding."""
    return {"code": finding.code, "message": finding.message, "span": finding.span, "blocks": finding.blocks}


def _figure(figure: Figure, caption: str | None) -> Record:
    return {
        "id": figure.id,
        "kind": figure.kind,
        "number": figure.number,
        "labels": list(figure.labels),
        "page": figure.page,
        "state": figure.state,
        "caption": caption,
        "caption_source": figure.caption_source,
        "short_caption": figure.short_caption,
        "type": figure.type,
        "panels": [asdict(panel) for panel in figure.panels],
        "drawing": _drawing(figure.drawing) if figure.drawing else None,
        "data": [_table(table) for table in figure.data],
        "borne_out": _borne_out(figure),
        "images": [asdict(image) for image in figure.images],
        "mentions": [_mention(mention) for mention in figure.mentions],
        "source": asdict(figure.source) if figure.source else None,
        "locked": figure.locked or None,
    }


def _borne_out(figure: Figure) -> list[Record]:
    """Return the numbers of the caption that the data behind the figure have, each with the place."""
    if not figure.data:
        return []
    from capassist.guards.plot_data import data_evidence
    from capassist.text.markup import PLAIN

    return [{"text": one.text, "where": one.where} for one in data_evidence(figure.caption or "", PLAIN, figure)]


def _drawing(drawing: Drawing) -> Record:
    return {
        "source": drawing.source,
        "title": drawing.title,
        "note": drawing.note or None,
        "scale_bars": list(drawing.scale_bars),
        "panels": [
            {**asdict(panel), "legend": [e.text for e in panel.legend], "series": [asdict(e) for e in panel.legend]}
            for panel in drawing.panels
        ],
        "nodes": list(drawing.nodes),
    }


def _table(table: DataTable) -> Record:
    columns = [{**asdict(column), "cells": len(column.cells)} for column in table.columns]
    return {"file": table.file, "rows": table.rows, "complete": table.complete, "columns": columns}


def _mention(mention: Mention) -> Record:
    referring = [sentence.text for sentence in mention.sentences if sentence.references]
    return {
        "text": mention.text,
        "sentences": referring,
        "section": mention.section,
        "page": mention.page,
        "file": mention.file,
        "line": mention.line,
        "heading": mention.heading,
        "before": mention.before,
        "after": mention.after,
        "beside": mention.beside,
    }
