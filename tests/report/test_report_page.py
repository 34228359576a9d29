"""The page: no markup but its own, and all that an author needs to decide."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import HOSTILE, HostileCaptioner, hostile
from report_outline import Outline, data_of

from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.drafts import open_draft
from capassist.errors import ModelError
from capassist.model import Decision
from capassist.report import FigureEntry, report_page
from capassist.testing import ScriptedCaptioner
from capassist.workflow.drafting import DraftingContext, choose_figures, draft_caption
from capassist.workflow.writing import apply_plan, plan_reviewed

DeskFor = Callable[..., DraftingContext]
EntriesOf = Callable[[DraftingContext], list[FigureEntry]]
DRAFTS = {"fig:share": "Share of 47 corpora.", "fig:states": "States [what is drawn]."}


# What must not happen -----------------------------------------------------------------------------------------------------


def test_text_of_paper_and_model_brings_no_element_and_no_attribute(
    drafting_context: DeskFor, entries_of: EntriesOf
) -> None:
    harmless = drafting_context(ScriptedCaptioner(dict.fromkeys(("fig:share", "fig:states"), "A caption.")))
    known = Outline(report_page(harmless.draft, entries_of(harmless)))
    attacked = drafting_context(HostileCaptioner(), hostile(harmless.draft))
    found = Outline(report_page(attacked.draft, entries_of(attacked)))
    assert {tag for tag, _ in found.elements} <= {tag for tag, _ in known.elements} | set(
        "mark del ins h4 details".split()
    )
    single = ("script", "style", "h1", "title", "textarea", "img", "article", "meta")
    assert [len(found.all(tag)) for tag in single] == [len(known.all(tag)) for tag in single]
    handlers = {
        name for _, attributes in found.elements for name in attributes if name.startswith("on") or name == "style"
    }
    assert not handlers | {
        name for _, attributes in found.elements for name in attributes if name in ("autofocus", "srcdoc")
    }
    assert "<img src=x onerror=alert(2)>" in found.text
    assert "&lt;b&gt; &amp; &#60;i&#62;" in found.text


def test_controls_and_invisible_characters_do_not_reach_the_page(
    drafting_context: DeskFor, entries_of: EntriesOf
) -> None:
    attacked = drafting_context(HostileCaptioner(), hostile(drafting_context(ExtractiveCaptioner()).draft))
    page = report_page(attacked.draft, entries_of(attacked))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    assert "abc<U+202E>def<U+2066>" in Outline(page).text


def test_the_page_asks_nobody_and_runs_only_its_own_script(drafting_context: DeskFor, entries_of: EntriesOf) -> None:
    context = drafting_context(ScriptedCaptioner(DRAFTS))
    page = report_page(context.draft, entries_of(context))
    outline = Outline(page)
    (policy,) = [meta["content"] for meta in outline.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy
    assert policy.startswith("default-src 'none'; img-src data:; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    for tag, source in (("script", "script-src"), ("style", "style-src")):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{source} 'sha256-{digest}'" in policy
    addresses = [
        value for _, attributes in outline.elements for name, value in attributes.items() if name in ("src", "href")
    ]
    assert all(address and address.startswith(("data:image/png;base64,", "#")) for address in addresses)


def test_a_draft_that_nobody_reviewed_is_marked(drafting_context: DeskFor, entries_of: EntriesOf) -> None:
    context = drafting_context(ExtractiveCaptioner())
    assert Outline(report_page(context.draft, entries_of(context))).text.count("drafted offline, not reviewed") == 2
    context = drafting_context(ScriptedCaptioner(DRAFTS))
    assert Outline(report_page(context.draft, entries_of(context))).text.count("AI-generated, not reviewed") == 2


def test_what_is_blocked_cannot_be_accepted(drafting_context: DeskFor, entries_of: EntriesOf) -> None:
    context = drafting_context(ScriptedCaptioner(DRAFTS))
    outline = Outline(report_page(context.draft, entries_of(context)))
    blocked = {box["name"]: "disabled" in box for box in outline.all("input") if box.get("value") == "accept-0"}
    assert blocked == {"figure-1": False, "figure-2": True}
    assert "Blocked: [what is drawn]" in outline.text


def test_a_decision_that_was_applied_does_not_come_back(
    drafting_context: DeskFor, entries_of: EntriesOf, paper: Path
) -> None:
    context = drafting_context(ScriptedCaptioner(DRAFTS))
    entries_of(context)
    context.session.decide(Decision("fig:share", "edit", "Share of corpora."), over="TODO")
    apply_plan(plan_reviewed(context.draft, context.session), context.session)
    entry = entries_of(drafting_context(ScriptedCaptioner(DRAFTS), open_draft(paper)))[1]
    assert (entry.standing, entry.decision) == ("Accepted as edited (applied since)", None)


def test_a_decision_on_a_caption_that_changed_since_does_not_come_back(
    drafting_context: DeskFor, entries_of: EntriesOf, paper: Path
) -> None:
    context = drafting_context(ScriptedCaptioner(DRAFTS))
    context.session.decide(Decision("fig:share", "accept", "Share of 47 corpora."), over="TODO")
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("TODO", "What I wrote meanwhile."))
    entry = entries_of(drafting_context(ScriptedCaptioner(DRAFTS), open_draft(paper)))[1]
    assert entry.decision is None
    assert "changed since" in entry.standing


# What should --------------------------------------------------------------------------------------------------------------


def test_figures_stand_in_paper_order_with_picture_place_captions_and_reasons(
    drafting_context: DeskFor, entries_of: EntriesOf
) -> None:
    context = drafting_context(ExtractiveCaptioner())
    outline = Outline(report_page(context.draft, entries_of(context)))
    assert [image["alt"] for image in outline.all("img")] == [
        "Picture of Figure 1: Run time against length. The dashed line is quadratic.",
        "Picture of Figure 2",
        "Picture of fig:states",
    ]
    for said in (
        "fig:share · main.tex:15",
        "Run time against length. The dashed line is quadratic.",
        "Draft by offline",
        "Your captions that it imitates",
        "Paragraphs that mention it (1)",
        "Each arrow is one character.",
        "Results, main.tex:",
    ):
        assert said in outline.text


def test_only_figures_that_wait_for_a_decision_have_controls_and_a_standing(
    drafting_context: DeskFor, entries_of: EntriesOf
) -> None:
    context = drafting_context(ScriptedCaptioner(DRAFTS))
    outline = Outline(report_page(context.draft, entries_of(context)))
    assert [article.get("data-entry") for article in outline.all("article")] == [None, "1", "2"]
    assert outline.text.count("Decision: ") == 2
    assert [label for label in ("Accept the draft", "Accept draft 1") if label in outline.text] == ["Accept the draft"]


def test_what_a_draft_rests_on_and_imitates_stands_in_full(drafting_context: DeskFor, entries_of: EntriesOf) -> None:
    context = drafting_context(ExtractiveCaptioner())
    text = Outline(report_page(context.draft, entries_of(context))).text
    assert "What it rests on (1)" in text
    imitated = text.split("Your captions that it imitates (1)")[1]
    assert "Figure 1: " in imitated
    assert "Run time against length. The dashed line is quadratic." in imitated


def test_a_draft_for_a_written_caption_shows_the_differences(drafting_context: DeskFor, entries_of: EntriesOf) -> None:
    context = drafting_context(ScriptedCaptioner({**DRAFTS, "fig:time": "Run time in seconds against length."}))
    draft_caption(context, choose_figures(context.draft, ["fig:time"])[0])
    page = report_page(context.draft, entries_of(context))
    assert "Changes to the current caption" in page
    assert re.search(r"<ins><span class=\"said\">added: </span>[^<]*in seconds", page)
    assert re.search(r"<del><span class=\"said\">removed: </span>[^<]*quadratic", page)


def test_latex_stands_with_what_a_reader_sees_of_it(drafting_context: DeskFor, entries_of: EntriesOf) -> None:
    context = drafting_context(ScriptedCaptioner({**DRAFTS, "fig:share": r"Share of \textbf{all}, 5\,\%."}))
    text = Outline(report_page(context.draft, entries_of(context))).text
    assert "Share of \\textbf{all}, 5\\,\\%." in text
    assert text.count("A reader sees: ") == 1
    assert "A reader sees: Share of all, 5 %." in text


def test_warnings_stand_with_the_passage_that_they_are_about(drafting_context: DeskFor, entries_of: EntriesOf) -> None:
    context = drafting_context(ScriptedCaptioner(DRAFTS))
    page = report_page(context.draft, entries_of(context))
    assert "<mark>47</mark>" in page
    assert "47 is neither in the text about this figure" in Outline(page).text


def test_the_decision_so_far_is_where_the_page_goes_on(drafting_context: DeskFor, entries_of: EntriesOf) -> None:
    context = drafting_context(ScriptedCaptioner(DRAFTS))
    entries_of(context)
    context.session.decide(Decision("fig:share", "edit", "Share of corpora.", "shorter"), over="TODO")
    context.session.decide(Decision("fig:states", "skip"), over=None)
    page = report_page(context.draft, entries_of(context))
    outline = Outline(page)
    assert "Accepted as edited: shorter" in outline.text
    assert outline.text.count("AI-generated, reviewed") == 2
    on = {box["name"]: box["value"] for box in outline.all("input") if "checked" in box}
    assert on == {"figure-1": "edit", "figure-2": "skip"}
    assert data_of(page)["1"] == {
        "figure": "fig:share", "drafts": ["Share of 47 corpora."], "text": "Share of corpora.", "reason": "shorter",
        "over": "TODO", "of": "1e4641c7",
        "drafted": [{"captioner": "scripted", "model": None, "instruction": "", "current": "", "evidence": []}],
    }  # fmt: skip


def test_drafts_reach_the_script_to_the_character(drafting_context: DeskFor, entries_of: EntriesOf) -> None:
    context = drafting_context(HostileCaptioner())
    assert data_of(report_page(context.draft, entries_of(context)))["1"]["drafts"] == [HOSTILE]


def test_a_figure_without_a_draft_says_why_and_can_be_written_by_hand(
    drafting_context: DeskFor, entries_of: EntriesOf
) -> None:
    context = drafting_context(
        ScriptedCaptioner({"fig:states": ModelError("It stalled.", "Try again."), "fig:share": "Share."})
    )
    outline = Outline(report_page(context.draft, entries_of(context)))
    assert "No draft: It stalled. Try again." in outline.text
    choices = [box["value"] for box in outline.all("input") if box.get("name") == "figure-2"]
    assert choices == ["open", "edit", "skip"]


def test_every_control_has_a_name_and_every_name_in_the_page_is_unique(
    drafting_context: DeskFor, entries_of: EntriesOf
) -> None:
    context = drafting_context(ExtractiveCaptioner())
    outline = Outline(report_page(context.draft, entries_of(context)))
    names = Counter(attributes["id"] for _, attributes in outline.elements if attributes.get("id"))
    assert set(names.values()) == {1}
    labelled = {label["for"] for label in outline.all("label") if "for" in label}
    for box in (*outline.all("textarea"), *(box for box in outline.all("input") if box["type"] == "text")):
        assert box["id"] in labelled
    for attribute in ("aria-labelledby", "aria-describedby"):
        assert {a[attribute] for _, a in outline.elements if attribute in a} <= set(names)


def test_the_commands_are_for_the_folder_that_holds_the_paper(
    drafting_context: DeskFor, entries_of: EntriesOf, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere := paper.parent / "elsewhere").mkdir()
    monkeypatch.chdir(elsewhere)
    context = drafting_context(ScriptedCaptioner(DRAFTS))
    draft = replace(context.draft, path=Path("..", paper.name))
    page = report_page(draft, entries_of(context))
    text = Outline(page).text
    assert f"capassist apply {paper.name} --decisions decisions.json" in text
    assert "--yes" not in text  # who copies it is shown the difference, and asked
    assert "then run this there" in Outline(page).text


def test_no_folder_of_the_author_is_in_a_page_that_may_be_sent(
    drafting_context: DeskFor, entries_of: EntriesOf, paper: Path
) -> None:
    context = drafting_context(ScriptedCaptioner(DRAFTS))
    assert str(paper.parent) not in report_page(context.draft, entries_of(context))


def test_the_head_counts_what_lacks_a_caption_and_what_has_a_draft(
    drafting_context: DeskFor, entries_of: EntriesOf
) -> None:
    context = drafting_context(ScriptedCaptioner(DRAFTS))
    entries = entries_of(context)
    said = Outline(report_page(context.draft, entries)).text
    assert "3 figures, 2 without a caption, 2 with a draft." in said
    assert "caption placeholder, 1 draft" in said
    written = [replace(entries[0], suggestions=(*entries[1].suggestions, *entries[1].suggestions))]
    said = Outline(report_page(replace(context.draft, title="Of parsers"), written)).text
    assert "1 figure, none without a caption, 1 with a draft." in said
    assert "caption written, 2 drafts" in said
    assert "Of parsers" in said
    bare = Outline(report_page(context.draft, [replace(entries[0], suggestions=())])).text
    assert "1 figure, none without a caption, none with a draft." in bare
    assert "main.tex" in bare
