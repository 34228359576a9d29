"""Captions from the author's own sentences: what must never be in them, and what the rules make of a sentence."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.captioners.extractive.compress import compress
from capassist.model import (
    Candidate,
    CaptionRequest,
    DraftKind,
    Figure,
    Image,
    Mention,
    Panel,
    Profile,
    ProfileFigure,
    Sentence,
    Style,
)
from capassist.text.blanks import blank_spans
from capassist.text.escape import syntax_errors
from capassist.text.latex import to_plain
from capassist.text.words import words

REFERENCE = re.compile(
    r"(?:(?:Figures?|Figs?\.|Abbildung|figure|рис\.)(?:~|\s))?(?:\\(?:figref|ref)\{fig:x[^}]*\}|(?<=Fig\.\s)3(?=[a-d]?\b))(?:[a-d]\b|\([a-d]\))?"
)
STYLE = Style(captions=4, median_words=12, shortest=5, longest=30, final_period=True)


def sentence(source: str, *, others: bool = False) -> Sentence:
    return Sentence(to_plain(source), source, tuple(m.span() for m in REFERENCE.finditer(source)), others)


def request(
    *paragraphs: list[str], style: Style | None = STYLE, markup: DraftKind = "latex", attempt: int = 0, **fields: object
) -> CaptionRequest:
    mentions = tuple(
        Mention(
            text=" ".join(to_plain(source) for source in paragraph),
            sentences=tuple(sentence(source, others=r"\ref{fig:y}" in source) for source in paragraph),
            file="main.tex",
            line=10 * number,
        )
        for number, paragraph in enumerate(paragraphs, start=1)
    )
    target = Figure(id="fig:x", labels=("fig:x",), mentions=mentions, **fields)  # type: ignore[arg-type]
    return CaptionRequest(target, Profile((), style), markup, attempt=attempt)


def draft(*paragraphs: list[str], **options: object) -> Candidate:
    return ExtractiveCaptioner().draft(request(*paragraphs, **options))  # type: ignore[arg-type]


def drafts(wanted: CaptionRequest, count: int = 8) -> list[Candidate]:
    return [ExtractiveCaptioner().draft(replace(wanted, attempt=attempt)) for attempt in range(count)]


FOOTNOTE = r"\footnote{See $y$.}"
PIECES = [
    r"Figure~\ref{fig:x} shows that ",
    r"As can be seen in Fig.~\ref{fig:x}, ",
    r"\figref{fig:x}b plots ",
    "However, ",
    "we find that ",
    r" (see Figure~\ref{fig:x})",
    r" (Figs.~\ref{fig:x} and \ref{fig:y}, Table~\ref{tab:z})",
    r" is shown in Figure~\ref{fig:x}",
    r", as shown in Fig.~\ref{fig:x}, ",
    r", as shown in Fig.~\ref{fig:x}",
    r" of \emph{all the cars}",
    r" for $x \in (0, 1]$",
    r" at 5\,\% of \SI{3}{\second}",
    r"~\citep[see][p.~5]{key}",
    "the speed of cars",
    " grows with the load",
    r"\textbf{the \textit{mean} load",
    "}",
    r"\new{",
    FOOTNOTE,
    r" and in Figure~\ref{fig:y}",
    ", where the red line marks zero",
    "; ",
    " ( ",
    ". ",
]


class TestNever:
    @pytest.mark.slow
    @example([PIECES[0] + PIECES[1] + PIECES[7]], 0)
    @given(
        st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join), min_size=1, max_size=4),
        st.integers(0, 4),
    )
    def test_broken_latex_foreign_words_or_a_pointer_to_itself(self, paragraph: list[str], attempt: int) -> None:
        candidate = draft(paragraph, attempt=attempt)
        text = candidate.text
        assert syntax_errors(text) == ()
        assert "fig:x" not in text
        assert "  " not in text
        assert not re.search(r"\(\s*\)|\s[,.;:](?:\s|$)|^[\s,.;:~]", text)
        if candidate.kind != "template":
            whole = " ".join(paragraph).replace(FOOTNOTE, " ")
            said = {word.lower()[:5] for word in words(to_plain(whole))} | {
                "compa",
                "of",
                "here",
            }  # "Comparison of", ", here for"
            assert {word.lower()[:5] for word in words(to_plain(text))} <= said

    def test_an_invented_sentence_where_the_paper_is_silent(self) -> None:
        candidate = draft()
        assert candidate.kind == "template"
        assert candidate.text == "[what can be seen]."
        assert candidate.notes == ("the text never mentions this figure: fill in the blanks",)

    def test_a_sentence_that_says_nothing(self) -> None:
        candidate = draft([r"The results are shown in Figure~\ref{fig:x}."])
        assert candidate.kind == "template"
        assert "no sentence that names this figure could be turned into a caption" in candidate.notes[0]

    @pytest.mark.parametrize(
        "source",
        [
            r"The loss is \verb|x_1| in Figure~\ref{fig:x}.",
            r"In Figure~\ref{fig:x} we see \begin{equation} a = b \end{equation} for all cars.",
        ],
    )
    def test_what_may_not_stand_in_a_caption(self, source: str) -> None:
        assert draft([source]).kind == "template"

    @pytest.mark.parametrize(
        "source",
        [
            r"Figure~\ref{fig:y} shows the yield of the fields that are shown in Figure~\ref{fig:x}.",
            r"Figure~\ref{fig:y} repeats the count of birds depicted in Figure~\ref{fig:x}.",
            r"Figure~\ref{fig:y} compares the growth of wheat with the fields displayed in Figure~\ref{fig:x}.",
        ],
        ids=["shown", "depicted", "displayed"],
    )
    def test_a_sentence_whose_subject_is_another_figure(self, source: str) -> None:
        lead = r"Figure~\ref{fig:x} shows the rain on the fields of one farm."
        assert "ref{fig:y}" not in draft([lead, source]).text
        assert "ref{fig:y}" not in draft([source]).text

    def test_sentences_about_another_figure(self) -> None:
        paragraph = [
            r"Figure~\ref{fig:x} shows the speed of fast cars.",
            "The red line marks their mean speed.",
            r"Figure~\ref{fig:y} shows the mass of heavy lorries.",
            "The blue line marks their mean mass.",
        ]
        texts = " ".join(candidate.text for candidate in drafts(request(paragraph)))
        assert "red line" in texts
        assert "lorries" not in texts
        assert "blue line" not in texts

    def test_what_the_text_named_before_is_pointed_out(self) -> None:
        made = draft(["Both limits are at zero.", r"Figure~\ref{fig:x} shows the density of cars for these limits."])
        assert made.text.startswith("The density of cars for the limits.")
        assert "“these limits”" in made.notes[0]
        assert draft([r"Figure~\ref{fig:x} shows the density of all the fast cars."]).notes == ()

    @pytest.mark.parametrize(
        ("second", "expected"),
        [
            ("This consists of noisy samples from a sine.", "Noisy samples from a sine."),
            ("It shows the speed of fast cars.", "The speed of fast cars."),
            (r"It shows the speed of cars in Figure~\ref{fig:y}.", None),
            ("This shows that the cars are fast.", None),
        ],
    )
    def test_a_pronoun_behind_the_figure_s_name_is_the_figure(self, second: str, expected: str | None) -> None:
        made = draft([r"As an extreme example, consider Figure~\ref{fig:x}.", second])
        assert (made.text if made.kind != "template" else None) == expected

    @pytest.mark.parametrize(
        ("pointer", "stays"),
        [
            (r"(rather than all, as in Figure~\ref{fig:y})", True),
            (r"(unlike Fig.~\ref{fig:y})", True),
            (r"(as shown in Figure~\ref{fig:y})", False),
            (r"(Figure~\ref{fig:y})", False),
            (r"and lorries in Figure~\ref{fig:y} (unlike Figure~\ref{fig:y})", False),
        ],
    )
    def test_but_those_that_only_compare_with_it(self, pointer: str, stays: bool) -> None:
        paragraph = [
            r"Figure~\ref{fig:x} shows the speed of fast cars.",
            rf"The red line marks their mean speed {pointer}.",
            "The grey band marks the spread.",
        ]
        texts = " ".join(candidate.text for candidate in drafts(request(paragraph)))
        assert ("red line" in texts) == ("grey band" in texts) == stays


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"Figure~\ref{fig:x} shows that the latency grows with $n$.", "The latency grows with $n$."),
        (r"Figures~\ref{fig:x} and~\ref{fig:y} show the latency of both.", "The latency of both."),
        (r"Here, Figure~\ref{fig:x} also illustrates the grid of cells.", "The grid of cells."),
        (r"Figure~\ref{fig:x} (left) shows the raw data.", "(Left) the raw data."),
        (
            r"Figure~\ref{fig:x} compares the speed of cars with that of lorries.",
            "Comparison of the speed of cars with that of lorries.",
        ),
        (r"Note that Figure~\ref{fig:x} is a schematic view of the lens.", "A schematic view of the lens."),
        (r"For cars, for example, Figure~\ref{fig:x} shows the growth of speed.", "The growth of speed, for cars."),
        (r"The lens is shown in Fig.~\ref{fig:x}.", "The lens."),
        (
            r"The lens is shown in Fig.~\ref{fig:x}, where the red line is the axis.",
            "The lens, where the red line is the axis.",
        ),
        (
            r"The lens and its axis are plotted in Fig.~\ref{fig:x} for three angles.",
            "The lens and its axis for three angles.",
        ),
        (
            r"We trained a net, and the accuracy of the net is plotted in Figure~\ref{fig:x}.",
            "The accuracy of the net.",
        ),
        (r"We trained the net twice, and the results are shown in Figure~\ref{fig:x}.", "We trained the net twice."),
        (
            r"As can be seen in Fig.~\ref{fig:x}, the error drops after \SI{3}{\second}.",
            r"The error drops after \SI{3}{\second}.",
        ),
        (r"In Fig.~\ref{fig:x}, we plot the energy of the system.", "The energy of the system."),
        (r"In Fig.~\ref{fig:x} the density is shown for three times.", "The density for three times."),
        (r"We show the path of the robot in Figure~\ref{fig:x}.", "The path of the robot."),
        (r"From Figure~\ref{fig:x}, it is clear that the method wins.", "The method wins."),
        (r"It can be seen from Figure~\ref{fig:x} that caching helps.", "Caching helps."),
        (r"However, the error drops (see Fig.~\ref{fig:x}b) after a step.", "The error drops after a step."),
        (r"The error drops (Fig.~\ref{fig:x}b and c) after a step.", "The error drops after a step."),
        (r"Caching helps (Figures~\ref{fig:x} and \ref{fig:y}, Table~\ref{t}).", r"Caching helps (Table~\ref{t})."),
        (r"Caching helps (similar to Figure~\ref{fig:x}).", "Caching helps."),
        (r"The flow (red line in Figure~\ref{fig:x}) is steady.", "The flow (red line) is steady."),
        (r"The net, shown in Figure~\ref{fig:x}, has three layers~\cite{k}.", r"The net has three layers~\cite{k}."),
        (r"The area, which is shown in Figure~\ref{fig:x}, is grey.", "The area is grey."),
        (r"The left panel of Figure~\ref{fig:x} shows the raw data.", "The left panel shows the raw data."),
        (r"The curve of Figure~\ref{fig:x} has the mean put back in.", "The curve has the mean put back in."),
        (r"\new{The lens is shown in Figure~\ref{fig:x}.", "The lens."),
        (r"Figure~\ref{fig:x} shows the lens\footnote{A \emph{thin} one.} of the eye.", "The lens of the eye."),
        (r"Abbildung~\ref{fig:x} zeigt den Aufbau des Systems.", "Der Aufbau des Systems."),
        (r"In Abbildung~\ref{fig:x} ist der Aufbau dargestellt.", "Der Aufbau."),
        (r"Die Latenz steigt (siehe Abbildung~\ref{fig:x}) stark.", "Die Latenz steigt stark."),
        (r"La figure~\ref{fig:x} montre la vitesse.", "La vitesse."),
        ("The error drops (Fig. 3b) after a step.", "The error drops after a step."),
    ],
)
def test_compression(source: str, expected: str) -> None:
    (clause,) = compress(sentence(source))
    assert clause is not None
    assert clause.text == expected


@pytest.mark.parametrize(
    "source",
    [
        r"The workflow of Figure~\ref{fig:x} consists of",
        r"This is similar to Figure~\ref{fig:x}.",
        r"The plots in Figure~\ref{fig:x} are made by the lines:",
    ],
)
def test_what_no_rule_can_free_of_its_pointer_is_left_out(source: str) -> None:
    assert not compress(sentence(source))


class TestShape:
    PARAGRAPH = (
        r"Figure~\ref{fig:x} shows the speed of all cars.",
        "The red line marks the mean of the fast ones.",
        "The dashed line marks the mean of the slow ones.",
        "Grey areas are one standard deviation wide.",
    )

    def test_what_heads_a_caption_does_not_stand_within_it(self) -> None:
        paragraph = [r"Cars are fast (Figure~\ref{fig:x}).", r"Figure~\ref{fig:x} shows the speed of all cars."]
        for candidate in drafts(request(paragraph)):
            assert not candidate.text.endswith("speed of all cars.") or candidate.text == "The speed of all cars."

    def words(self, style: Style | None) -> int:
        return len(words(draft(list(self.PARAGRAPH), style=style).text))

    def test_as_long_as_the_author_s(self) -> None:
        assert self.words(replace(STYLE, median_words=6)) == 5
        assert 12 <= self.words(replace(STYLE, median_words=16)) <= 22

    @pytest.mark.parametrize("period", [True, False])
    def test_the_author_s_final_period(self, period: bool) -> None:
        assert draft(list(self.PARAGRAPH), style=replace(STYLE, final_period=period)).text.endswith(".") is period

    @pytest.mark.parametrize(
        ("captions", "source", "expected"),
        [
            (["Mass of cars.", "Cars by mass."], r"Figure~\ref{fig:x} shows the speed of cars.", "Speed of cars."),
            (["Mass of cars.", "The cars."], r"Figure~\ref{fig:x} shows the speed of cars.", "The speed of cars."),
            (["Mass of cars."], r"Figure~\ref{fig:x} shows the speed of cars.", "The speed of cars."),
            (
                ["Mass.", "Cars."],
                r"As shown in Figure~\ref{fig:x}, the speed of cars grows.",
                "The speed of cars grows.",
            ),
            (["Masse.", "Autos."], r"Abbildung~\ref{fig:x} zeigt den Aufbau des Netzes.", "Aufbau des Netzes."),
            (
                ["Masse.", "Autos."],
                r"Abbildung~\ref{fig:x} zeigt die rote Linie des Netzes.",
                "Die rote Linie des Netzes.",
            ),
        ],
    )
    def test_no_article_where_the_author_s_captions_never_open_with_one(
        self, captions: list[str], source: str, expected: str
    ) -> None:
        figures = tuple(ProfileFigure(Figure(id=text, caption=text), "near", 0.0) for text in captions)
        asked = replace(request([source]), profile=Profile(figures, STYLE))
        assert ExtractiveCaptioner().draft(asked).text == expected

    @pytest.mark.parametrize(
        ("form", "bold", "expected"),
        [
            (None, False, "(a) The raw speed of cars. (b) The mean speed of cars."),
            ("(A)", False, "(A) The raw speed of cars. (B) The mean speed of cars."),
            ("a)", True, r"\textbf{a)} The raw speed of cars. \textbf{b)} The mean speed of cars."),
        ],
    )
    def test_panels_in_the_author_s_form(self, form: str | None, bold: bool, expected: str) -> None:
        paragraph = [
            r"Figure~\ref{fig:x}(b) shows the mean speed of cars.",
            r"The raw speed of cars is shown in Figure~\ref{fig:x}a.",
        ]
        assert draft(paragraph, style=replace(STYLE, panel_form=form, panel_bold=bold)).text == expected

    def test_more_of_the_same_panel_does_not_name_it_again(self) -> None:
        figure = Figure(id="o", caption="(left) the raw speed of cars. (right) the mean speed of cars.")
        paragraph = [
            r"The left panel of Figure~\ref{fig:x} shows the raw mass of lorries.",
            "The left panel shows the mean mass of all the lorries, too.",
            "The right panel shows the length of empty trailers.",
        ]
        style = replace(STYLE, median_words=35)
        asked = replace(request(paragraph), profile=Profile((ProfileFigure(figure, "near", 0.0),), style))
        expected = "(left) the raw mass of lorries. The mean mass of all the lorries, too. (right) the length of empty trailers."
        assert ExtractiveCaptioner().draft(asked).text == expected

    def test_panels_by_their_labels(self) -> None:
        paragraph = [r"Figure~\ref{fig:x-one} shows the raw speed.", r"Figure~\ref{fig:x-two} shows the mean speed."]
        panels = (Panel("(a)", labels=("fig:x-one",)), Panel("(b)", labels=("fig:x-two",)))
        assert draft(paragraph, panels=panels).text == "(a) The raw speed. (b) The mean speed."

    def test_template_in_the_author_s_shape(self) -> None:
        style = replace(STYLE, median_words=50, title_sentence=True, final_period=False)
        text = draft(style=style, type="bar chart").text
        assert text.startswith("[what the figure is about]. [what the bars show]")
        assert not text.endswith(".")
        assert len(list(blank_spans(text))) == text.count("[")


class TestAttempts:
    def test_each_is_another_until_they_begin_again_with_a_note(self) -> None:
        found = drafts(request(list(TestShape.PARAGRAPH), [r"The speed of cars falls (Fig.~\ref{fig:x})."]), 12)
        fresh = [candidate for candidate in found if not candidate.notes]
        assert len({candidate.text for candidate in fresh}) == len(fresh) >= 3
        again = found[len(fresh)]
        assert again.text == found[0].text
        assert "shown before" in again.notes[-1]

    def test_an_adapted_caption_has_what_the_text_lacks_in_brackets(self) -> None:
        other = Figure(
            id="fig:o",
            number="2",
            caption="Speed of cars with 3 wheels and α=1 in Berlin.",
            caption_source=r"Speed of cars with 3 wheels and $\alpha=1$ in Berlin.\label{fig:o}",
        )
        asked = request([r"Cars with many wheels have the speed of Fig.~\ref{fig:x} in Rome."])
        asked = replace(asked, profile=Profile((ProfileFigure(other, "near", 0.5),), STYLE))
        adapted = [candidate for candidate in drafts(asked) if "Figure 2" in " ".join(candidate.notes)]
        assert adapted[0].text == r"Speed of cars with [3?] wheels and [$\alpha=1$ in Berlin?]."
        assert adapted[0].evidence[0].where == "Figure 2"


class TestEvidence:
    def test_names_the_sentences_and_the_figures_it_follows(self) -> None:
        asked = request(list(TestShape.PARAGRAPH))
        other = Figure(id="fig:o", number="2", caption="A caption.")
        asked = replace(asked, profile=Profile((ProfileFigure(other, "near", 0.5),), STYLE))
        evidence = ExtractiveCaptioner().draft(asked).evidence
        assert (evidence[0].kind, evidence[0].where) == ("mention", "main.tex:10")
        assert evidence[0].text.endswith("shows the speed of all cars.")
        assert (evidence[-1].kind, evidence[-1].where, evidence[-1].text) == ("profile", "Figure 2", "A caption.")

    def test_same_request_same_draft(self) -> None:
        asked = request(list(TestShape.PARAGRAPH), images=(Image(path="speed.pdf"),))
        assert drafts(asked) == drafts(asked)
