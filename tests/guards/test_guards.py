"""What the author is warned of before accepting a text."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.guards import inspect
from capassist.guards.numbers import numbers
from capassist.model import (
    Author,
    Axis,
    DraftKind,
    Drawing,
    Figure,
    Finding,
    Image,
    LegendEntry,
    Manuscript,
    Mention,
    Panel,
    PlotPanel,
    Sentence,
    StandingRules,
)
from capassist.text.markup import LATEX, PLAIN
from capassist.text.repetition import repeats_itself, too_long


def figure(about: str = "", source: str | None = None, **fields: object) -> Figure:
    sentence = Sentence(text=about, source=source or about)
    mentions = (Mention(text=about, sentences=(sentence,)),) if about else ()
    return Figure(id="fig:x", labels=("fig:x",), mentions=mentions, **fields)  # type: ignore[arg-type]


def found(
    text: str, about: Figure | str = "", *, markup: DraftKind = "latex", old: str | None = None
) -> dict[str, list[Finding]]:
    target = figure(about) if isinstance(about, str) else about
    by_code: dict[str, list[Finding]] = {}
    for finding in inspect(text, target, markup=markup, old=old):
        by_code.setdefault(finding.code, []).append(finding)
    return by_code


def marked(text: str, about: Figure | str = "", *, markup: DraftKind = "latex", old: str | None = None) -> list[str]:
    return [
        text[slice(*f.span)].strip() for f in found(text, about, markup=markup, old=old).get("number", []) if f.span
    ]


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "about"),
        [
            ("It takes 12.5 s.", "We saw 12.5 s."),
            ("It takes 12.5 s.", "We saw 12.4999 s."),
            (r"A share of 87\%.", "A share of 0.873."),
            ("A share of 0.87.", "A share of 87 % was seen."),
            ("87 percent of all.", "87% of all."),
            ("It holds 12,345 cells.", "It holds 12345 cells."),
            (r"It holds 12\,345 cells.", "It holds 12,345 cells."),
            (r"It holds 12{,}345 cells.", "It holds 12 345 cells."),
            ("It holds about 12,000 cells.", "It holds 12,345 cells."),
            ("It holds 10k cells.", "It holds 10,000 cells."),
            (r"\num{12345} cells.", "12,345 cells."),
            (r"It takes \SI{3.5}{\second}.", "It takes 3.5 s."),
            (r"Below $10^{-3}$.", "Below 0.001."),
            (r"Below $2 \times 10^{-3}$.", "Below 0.002."),
            ("Below 1e-3.", "Below 0.001."),
            ("Below 10⁻³.", "Below 0.001."),
            ("From 3--7 runs.", "Between 3 and 7 runs."),
            ("From 3–7 runs.", "Between 3 and 7 runs."),
            ("Five runs.", "We made 5 runs."),
            ("All 5 runs.", "We made five runs."),
            ("All 25 runs.", "We made twenty-five runs."),
            ("Ein Anteil von 0,5.", "Ein Anteil von 0.5."),
            ("The two curves.", ""),
            (r"At $x_{3}$ and $x^2$, H$_2$O, CO2.", ""),
            (r"See Figure~7, Eq.~(12) and Section~4.2.", ""),
            (r"After \cite{smith2013} and \ref{fig:7}.", ""),
            ("A 3D view of version 1.8.2.", ""),
            ("Steps (1) and (2) of Smith et al. (2013).", ""),
        ],
    )
    def test_never_marks_what_the_paper_says_in_another_way(self, text: str, about: str) -> None:
        assert marked(text, about) == []

    @pytest.mark.parametrize(
        ("text", "about", "number"),
        [
            ("It takes 12.6 s.", "We saw 12.5 s.", "12.6"),
            ("It takes 12.51 s.", "We saw 12.5 s.", "12.51"),
            (r"A share of 88\%.", "A share of 0.873.", r"88\%"),
            ("It holds 13,345 cells.", "It holds 12,345 cells.", "13,345"),
            (r"It takes \SI{4.5}{\second}.", "It takes 3.5 s.", "4.5"),
            (r"Below $10^{-4}$.", "Below 0.001.", "10^{-4}"),
            (r"Below $3 \times 10^{-3}$.", "Below 0.002.", r"3 \times 10^{-3}"),
            ("Six runs.", "We made 5 runs.", "Six"),
            (r"With $n = 40$ seeds.", "With 30 seeds.", "40"),
            ("It falls by 5ms.", "It falls by 6 ms.", "5"),
            ("All 10 runs.", "All 12.3 runs.", "10"),
            (r"With $n = 2$ seeds.", "With 30 seeds.", "2"),
        ],
    )
    def test_marks_a_wrong_number_where_it_stands(self, text: str, about: str, number: str) -> None:
        assert marked(text, about) == [number]

    @pytest.mark.parametrize(
        ("target", "old"),
        [
            (figure(drawn_text="n = 40"), None),
            (figure(drawing=Drawing("pdf", (PlotPanel(x=Axis("Days - 40")),))), None),
            (figure(panels=(Panel("(a)", caption="All 40 runs"),)), None),
            (figure(source=r"It takes \SI{40}{\second}", about="a while"), None),
            (figure(), r"All \num{40} runs."),
        ],
        ids=["drawn text", "drawn axis", "panel", "source", "old caption"],
    )
    def test_other_places_bear_a_number_out(self, target: Figure, old: str | None) -> None:
        assert marked("All 40 runs.", target, old=old) == []

    @pytest.mark.parametrize(
        ("text", "about"),
        [
            pytest.param("All 30 cells.", "Of 40 cells 30 cells are kept.", id="of one thing there are two counts"),
            pytest.param("The 1250 cells.", "We made 1250 runs of 30 cells.", id="so many digits are no chance"),
            pytest.param("All 30 cells.", "We made 30 runs of it.", id="nothing else of its kind"),
            pytest.param(r"Some 30\% of the cells.", r"We kept 30\% of runs and 40 cells.", id="a share and a count"),
            pytest.param("It holds for 30.", "We made 30 runs of 40 cells.", id="no word behind"),
        ],
    )
    def test_a_number_that_nothing_speaks_against(self, text: str, about: str) -> None:
        assert found(text, about) == {}

    @pytest.mark.parametrize(
        ("text", "about"),
        [
            pytest.param("All 30 cells.", "We made 30 runs of 40 cells.", id="the number of another thing"),
            pytest.param("All 99 cells.", "We made 99 runs of 40 cells.", id="two digits"),
        ],
    )
    def test_a_number_that_is_said_of_another_thing(self, text: str, about: str) -> None:
        assert list(found(text, about)) == ["number-other"]

    def test_a_number_of_another_figure_is_told_from_one_that_stands_nowhere(self) -> None:
        other = Figure(id="fig:o", number="2", caption="All 40 runs.")
        mine = figure("We made 60 runs.")
        found_here = inspect("All 40 of 50 runs.", mine, markup="latex", old=None, others=(mine, other))
        assert [(f.code, "Figure 2" in f.message) for f in found_here] == [
            ("number-elsewhere", True),
            ("number", False),
        ]

    def test_the_figure_itself_is_not_another_one(self) -> None:
        own = figure(caption=None, number="1")
        stale = figure("All 40 runs.", number="1")
        assert [f.code for f in inspect("All 40 runs.", own, markup="latex", old=None, others=(stale,))] == ["number"]

    @pytest.mark.parametrize(
        ("text", "about", "codes"),
        [
            ("It takes 1.5 s.", "It takes 1500 ms.", []),
            (r"It takes \SI{1.5}{\second}.", r"It takes 1500\,ms.", []),
            ("It takes 90 minutes.", "It takes 1.5 h.", []),
            ("It takes 5 s.", "It takes 5 ms.", ["unit"]),
            ("A field of 5 kHz.", "A field of 5 km.", ["unit"]),
            (r"A field of $5\,\mathrm{\mu m}$.", "A field of 0.005 mm.", []),
        ],
    )
    def test_units_are_understood(self, text: str, about: str, codes: list[str]) -> None:
        assert [f.code for f in inspect(text, figure(about), markup="latex", old=None)] == codes

    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("The first 60~days.", []),
            ("The first 60~hours.", ["unit"]),
            ("A window of 3 days.", ["number"]),
            ("A sensor of 60 mm.", []),
        ],
        ids=["the axis has it", "another unit", "the axis speaks not against it", "no axis of that kind"],
    )
    def test_axes_are_evidence_of_units(self, text: str, codes: list[str]) -> None:
        drawing = Drawing("pdf", (PlotPanel(x=Axis("time [day]", "day", ("0", "30", "60"))),))
        target = figure("All 60 are in.", drawing=drawing)
        assert [f.code for f in inspect(text, target, markup="latex", old=None)] == codes

    @pytest.mark.parametrize(
        ("text", "about", "codes"),
        [
            ("It decays as $r^{-6}$.", "It decays as $1/r^6$.", []),
            ("It decays as $r^{-8}$.", "It decays as $1/r^6$.", ["number-other"]),
            ("It decays as $q^{-8}$.", "It decays as $1/r^6$.", []),
            ("It grows as $\\omega^2$.", "It grows as $\\omega^{3}$ there.", ["number-other"]),
            ("By a factor of 100.", "By a factor of 10. All 100 runs.", ["number-other"]),
            ("By a factor of 10.", "By a factor of 10. All 100 runs.", []),
            ("Object 14752041, a star.", "A star.", []),
            ("All 14752041 rows.", "All rows.", ["number"]),
            ("Steps of 50~ms around 29-minute ones.", "All 29 minutes and 50 samples.", []),
        ],
    )
    def test_powers_factors_and_numbers_that_are_names(self, text: str, about: str, codes: list[str]) -> None:
        assert [f.code for f in inspect(text, figure(about), markup="latex", old=None) if f.span != (0, 0)] == codes

    @pytest.mark.parametrize(
        ("text", "body", "codes"),
        [
            ("All 30 repetitions.", "We made 30 repetitions of each.", []),
            ("All 30 repetitions.", "We took 30 photographs.", ["number"]),
            ("All 30 repetitions.", "We made 31 repetitions of each.", ["number"]),
        ],
        ids=["same thing", "other thing", "other number"],
    )
    def test_the_rest_of_the_paper_bears_out_what_it_says_of_the_same_thing(
        self, text: str, body: str, codes: list[str]
    ) -> None:
        assert [
            f.code for f in inspect(text, figure(), markup="latex", old=None, manuscript=Manuscript(body=body))
        ] == codes

    def test_what_the_paper_says_of_another_figure_only_is_no_support(self) -> None:
        other = replace(figure("We made 30 repetitions of each."), id="fig:o", number="2")
        body = "Before. We made 30 repetitions of each. After."
        mine = figure("Here we made 20 repetitions.")
        (finding,) = inspect(
            "All 30 repetitions.", mine, markup="latex", old=None, others=(other,), manuscript=Manuscript(body=body)
        )
        assert (finding.code, finding.span) == ("number-elsewhere", (4, 6))

    def test_a_number_of_another_figure_is_let_be_where_nothing_about_this_one_speaks_against_it(self) -> None:
        other = replace(figure("We made 30 repetitions of each."), id="fig:o", number="2")
        assert inspect("All 30 repetitions.", figure("It is slow."), markup="latex", old=None, others=(other,)) == ()

    def test_a_number_of_another_thing_in_the_same_paragraph(self) -> None:
        about = figure("We made 30 repetitions with 5 sensors.")
        (finding,) = inspect("All 5 repetitions.", about, markup="latex", old=None)
        assert finding.code == "number-other"
        assert "repetition" in finding.message

    @pytest.mark.parametrize(
        ("drawn", "codes"),
        [("0 10 20 30", ["number"]), ("20", ["number"]), ("n = 20", []), ("20 runs", []), ("8.76", ["number"])],
    )
    def test_the_ticks_of_an_axis_bear_nothing_out(self, drawn: str, codes: list[str]) -> None:
        assert [f.code for f in inspect("All 20 of them.", figure(drawn_text=drawn), markup="pdf", old=None)] == codes

    @pytest.mark.parametrize("text", ["A" * 20_000, "A-" * 9_000, "1," * 2_000, "(a" * 9_000])
    def test_long_runs_of_anything_are_looked_through(self, text: str) -> None:
        inspect(text, figure(), markup="pdf", old=None)  # minutes, where a pattern tries every way to read it

    @pytest.mark.parametrize("name", ["VAMP-2", "HLA-B*35:01", r"$S_{(1,3)}$", "CO2"])
    def test_numbers_in_names_are_no_amounts(self, name: str) -> None:
        assert marked(f"The score of {name}.") == []

    @given(st.text(alphabet="0123456789.,{}\\^$%-–e ×10kM", max_size=30))
    def test_any_text_is_borne_out_by_itself(self, text: str) -> None:
        assert marked(text, text, markup="pdf") == []

    @given(st.text(max_size=60))
    def test_spans_lie_in_the_text(self, text: str) -> None:
        for markup in ("latex", "pdf"):
            for finding in inspect(text, figure(), markup=markup, old=None):
                assert finding.span is None or 0 <= finding.span[0] < finding.span[1] <= len(text)


class TestNames:
    @pytest.mark.parametrize(
        ("text", "body"),
        [
            ("Trained with BERT.", "We use BERT here."),
            ("The GPT-4 model.", "All runs use GPT-4."),
            ("Trained by Adam.", "We use Adam."),
            ("Results of \\emph{ResNet}50.", "A ResNet50 is used."),
            ("Part II of it.", ""),
            ("Speed. Mass of cars.", ""),
            (r"With $X_{AB}$ and \citet{Smith2013}.", ""),
            ("Der Aufruf eines Dienstes und der Vorgang.", "Der Text und der Rest, nicht mehr."),
        ],
    )
    def test_what_the_paper_names_is_no_finding(self, text: str, body: str) -> None:
        assert [
            f
            for f in inspect(text, figure(), markup="latex", old=None, manuscript=Manuscript(body=body))
            if f.code == "name"
        ] == []

    @pytest.mark.parametrize(
        ("text", "name"), [("Trained with BERT.", "BERT"), ("The GPT-4 model.", "GPT-4"), ("Trained by Adam.", "Adam")]
    )
    def test_a_name_from_nowhere(self, text: str, name: str) -> None:
        (finding,) = inspect(text, figure(), markup="latex", old=None, manuscript=Manuscript(body="We train models."))
        assert finding.code == "name"
        assert finding.span is not None
        assert text[slice(*finding.span)] == name

    def test_names_inside_the_figure_count(self) -> None:
        assert "name" not in found("The score of BERT.", figure(drawn_text="BERT"))
        legend = Drawing("pdf", (PlotPanel(y=Axis("Time (BJD)"), legend=(LegendEntry("BERT"),)),))
        assert "name" not in found("The score of BERT against the BJD.", figure(drawing=legend))

    def test_a_tick_of_an_axis_is_no_number_of_anything(self) -> None:
        ticks = Drawing("pdf", (PlotPanel(x=Axis("Runs", ticks=("1234", "2468"))),))
        assert marked("All 1234 runs.", figure(drawing=ticks)) == ["1234"]


class TestCommands:
    @pytest.mark.parametrize(
        ("text", "markup", "commands"),
        [
            (r"Speed of \ours.", "latex", {"ours"}),
            (r"Speed in \si{\metre\per\second}, $\alpha \to \infty$, see \cref{fig:a} and \citet{b}.", "latex", {"x"}),
            (r"Speed.\\foo", "latex", {"x"}),
            (r"Speed of \ours.", "latex", set()),
            (r"Speed of \ours.", "pdf", {"x"}),
        ],
        ids=["of the draft", "of LaTeX", "a line break", "a draft of which nothing is known", "no LaTeX"],
    )
    def test_a_command_that_is_defined(self, text: str, markup: DraftKind, commands: set[str]) -> None:
        codes = [
            f.code
            for f in inspect(
                text, figure(), markup=markup, old=None, manuscript=Manuscript(commands=frozenset(commands))
            )
        ]
        assert "command" not in codes

    def test_a_command_that_nobody_defines_is_named_and_does_not_block(self) -> None:
        text = r"Speed of \foo{x} and $\alpah$."
        findings = inspect(text, figure(), markup="latex", old=None, manuscript=Manuscript(commands=frozenset({"x"})))
        assert [text[slice(*f.span)] for f in findings if f.code == "command" and f.span] == [r"\foo", r"\alpah"]
        assert not any(f.blocks for f in findings)


class TestPanels:
    def test_a_letter_beyond_the_known_panels(self) -> None:
        target = figure(panels=(Panel("(a)"), Panel("(b)")))
        assert "panel" not in found("(a) Speed. (b) Mass.", target)
        (finding,) = found("(a) Speed. (c) Mass.", target)["panel"]
        assert finding.span == (11, 14)

    def test_nothing_is_said_where_no_panel_is_known(self) -> None:
        assert "panel" not in found("(a) Speed. (c) Mass.", figure())

    def test_letters_drawn_or_mentioned_are_known(self) -> None:
        assert "panel" not in found("(c) Mass.", figure("See Fig. 1c.", drawn_text="a\nb"))
        assert "panel" in found("(d) Mass.", figure("See Fig. 1c.", drawn_text="a\nb"))

    @pytest.mark.parametrize(
        ("text", "fields"),
        [
            ("Speed.", {"panels": (Panel("a"), Panel("b"))}),
            ("(a) Speed. (b) Mass.", {"panels": (Panel("a"), Panel("b"))}),
            ("Speed (a,b) and mass (c).", {"drawn_text": "(a)\n(b)\n(c)"}),
            ("Panels (a)--(c) are alike.", {"drawn_text": "a\nb\nc"}),
            (r"\textbf{a} Speed. \textbf{b} Mass.", {"panels": (Panel("a"), Panel("b"))}),
            ("(a) Speed.", {"panels": (Panel("a"), Panel("b", caption="Mass"))}),
            ("The trajectory s(t).", {"panels": (Panel("a"), Panel("b"))}),
            ("(a) Speed.", {}),
            ("Speed (left) and mass (right).", {"panels": (Panel("a"), Panel("b"))}),
            ("Speed (left).", {"panels": (Panel("a", caption="Speed"), Panel("b", caption="Mass"))}),
            ("Speed of what is left over.", {"panels": (Panel("a"), Panel("b"))}),
            ("Speed in the left panel.", {"images": (Image("a.png"),)}),
        ],
        ids=[
            "none named",
            "all",
            "lists",
            "range",
            "bold",
            "captions of their own",
            "no panel",
            "panels unknown",
            "both sides",
            "sides with captions of their own",
            "no side",
            "one image",
        ],
    )
    def test_no_panel_is_missing(self, text: str, fields: dict[str, object]) -> None:
        assert "panel-missing" not in found(text, figure(**fields))

    @pytest.mark.parametrize(
        ("text", "side"),
        [
            ("Speed (left).", "right"),
            ("The cars on the right. They are new.", "left"),
            ("The upper panel shows speed.", "lower"),
            ("Bottom: mass.", "top"),
        ],
    )
    def test_a_side_that_is_left_out_is_named(self, text: str, side: str) -> None:
        (finding,) = found(text, figure(images=(Image("a.png"), Image("b.png"))))["panel-missing"]
        assert finding.message.endswith(f"says nothing of the {side} one.")

    @pytest.mark.parametrize(
        ("text", "old", "missing"),
        [
            ("(left) Speed.", "(left) Cars and (right) trains.", True),
            ("(left, dashed) Speed.", "Cars (left) and trains (right).", True),
            ("The left panel shows speed.", "Cars in the left panel, trains in the right panel.", True),
            ("(left) Speed.", "Cars.", False),
            ("(left) Speed.", "Cars that turn right.", False),
            ("(left) Speed, (right) mass.", "(left) Cars and (right) trains.", False),
            ("Speed.", "(left) Cars and (right) trains.", False),
            ("Speed, on the right.", "Left, top panel: Cars. Right: Trains.", True),
            ("Cars and trains. Those on the right.", "(left) Cars and (right) trains.", False),
            ("Speeds of those in the left panel of Figure 2.", "(left) Cars and (right) trains.", False),
            ("The cars on the right turn.", "(left) Cars and (right) trains.", False),
        ],
    )
    def test_the_old_caption_tells_of_the_other_side(self, text: str, old: str, missing: bool) -> None:
        one = figure(images=(Image("a.png"),))
        assert ("panel-missing" in found(text, one, old=old)) is missing

    @pytest.mark.parametrize(
        ("text", "missing"),
        [
            ("Cars on the right.", True),
            ("(left) Cars.", True),
            ("Cars and trains. The right panel has no trucks.", False),
        ],
    )
    def test_panels_that_are_drawn_in_one_picture(self, text: str, *, missing: bool) -> None:
        one = figure(images=(Image("a.pdf"),), drawing=Drawing("pdf", panels=(PlotPanel(), PlotPanel())))
        assert ("panel-missing" in found(text, one)) is missing

    @pytest.mark.parametrize(
        ("text", "said"),
        [("(a) Speed.", "(b), (c) are"), ("Speed (a) and mass (c).", "(b) is"), ("Panel a.", "(b), (c) are")],
    )
    def test_panels_that_are_left_out_are_named(self, text: str, said: str) -> None:
        target = figure(panels=(Panel("(a)"), Panel("(b)"), Panel("(c)")))
        (finding,) = found(text, target)["panel-missing"]
        assert finding.message == f"The caption does not say what {said}."
        assert not finding.blocks


class TestComparisons:
    @pytest.mark.parametrize(
        ("text", "about"),
        [
            ("The mean is higher than the median.", "The mean is higher than the median."),
            ("The mean is higher than the median.", "The mean exceeds the median."),
            ("The mean is higher than the median.", "The mean and the median."),
            ("The mean is higher than the median.", "The median is lower, and the mean is larger."),
            ("The old one is slower than ours.", "Ours needs more time, the old one is slower."),
        ],
    )
    def test_what_the_text_says_passes(self, text: str, about: str) -> None:
        assert "comparison" not in found(text, about)

    @pytest.mark.parametrize(
        ("text", "about", "word"),
        [
            ("The mean is higher than the median.", "The mean is lower than the median.", "higher"),
            ("The mean falls faster than it.", "The mean is slower.", "faster"),
        ],
    )
    def test_the_opposite_is_marked(self, text: str, about: str, word: str) -> None:
        (finding,) = found(text, about)["comparison"]
        assert finding.span is not None
        assert text[slice(*finding.span)] == word


def test_a_number_that_is_part_of_a_word_bears_others_out_and_claims_nothing() -> None:
    assert marked("The four regions of the model.", "We use a four-region model.") == []
    assert marked("The five regions of the model.", "We use a four-region model.") == ["five"]
    assert marked("The four-region model.", "We use a model.") == []


class TestUsualShares:
    @pytest.mark.parametrize(
        "text",
        [
            r"Bands are 95\% confidence intervals.",
            r"Shaded: 95\% CI.",
            r"The 95\% interval of the posterior is shown.",
            r"The 68\% credible region and the 50\% quantile.",
            "The 95th percentile.",
            r"Das 95\%-Konfidenzintervall der Werte ist grau und mit der Linie gezeigt.",
            r"Die Balken sind das 95\%-KI der Werte und der Mittel.",
            r"Les barres sont dans un intervalle de confiance de 95\% pour les valeurs.",
            r"Las barras son el intervalo de confianza del 95\% para los valores.",
            r"Le barre sono gli intervalli di confidenza al 95\% per i valori della serie.",
            r"As barras são os intervalos de confiança de 95\% para os valores.",
            r"95\% IC",
            "灰色区域为95\\%置信区间。",
        ],
    )
    def test_of_an_interval_they_are_nobody_s_own_numbers(self, text: str) -> None:
        assert marked(text) == []

    @pytest.mark.parametrize(
        "text",
        [
            r"The model is right for 95\% of the images.",
            r"95\% of the time intervals are short.",
            r"An accuracy of 90\%, as the line says.",
            r"Die Genauigkeit ist 95\% und damit hoch.",
            r"La précision est de 95\% dans les images.",
            r"99\% of all circuits in use.",
            r"The 97\% confidence interval.",
        ],
    )
    def test_of_anything_else_they_need_support(self, text: str) -> None:
        assert len(marked(text)) == 1

    def test_where_the_paper_has_another_share_of_the_interval_it_is_named(self) -> None:
        assert marked(r"Bands are 95\% confidence intervals.", "The bands are 90 % confidence intervals.") == ["95\\%"]


class TestBlocking:
    @pytest.mark.parametrize(
        "text",
        [
            "[what is plotted] against time.",
            "[Temperature?] against time.",
            "An open { brace.",
            "An open $ dollar.",
            "95% of all.",
            r"\input{secret}",
            r"\begin{itemize}",
            "One.\n\nTwo.",
            "A^^M b",
            "A\x00b",
        ],
    )
    def test_what_must_not_be_written_blocks_and_comes_first(self, text: str) -> None:
        findings = inspect(text + " It takes 77 s.", figure(), markup="latex", old=None)
        assert findings[0].blocks
        assert [f.blocks for f in findings] == sorted((f.blocks for f in findings), reverse=True)

    def test_latex_rules_are_not_for_plain_text(self) -> None:
        assert found("95% of R&D for $5", "95% and 5", markup="pdf") == {}

    def test_blanks_block_in_plain_text_too(self) -> None:
        assert found("[what is plotted]", markup="pdf")["blank"][0].blocks


class TestMacros:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (r"\emph{Speed} of \textbf{cars}.", "Speed of cars."),
            (r"Speed $\alpha$ of cars.", "Speed of cars."),
            (r"Speed \cite{a,b}.", r"Speed \cite{b} and \cite{a}."),
            (r"Speed of \ours.", r"The speed of \ours{}."),
            (r"\label{fig:x}Speed.", "Speed."),
        ],
    )
    def test_nothing_lost(self, old: str, new: str) -> None:
        assert "macro-lost" not in found(new, old=old)

    @pytest.mark.parametrize(
        ("old", "new", "macro"),
        [
            (r"Speed~\cite{a,b}.", r"Speed~\cite{a}.", r"\cite{b}"),
            (r"As in \ref{tab:y}.", "As in Table 1.", r"\ref{tab:y}"),
            (r"The \gls{cnn}.", "The CNN.", r"\gls{cnn}"),
            (r"Speed of \ours.", "Speed of ours.", r"\ours"),
        ],
    )
    def test_lost(self, old: str, new: str, macro: str) -> None:
        (finding,) = found(new, old=old)["macro-lost"]
        assert macro in finding.message
        assert not finding.blocks

    def test_all_that_is_lost_is_said_at_once(self) -> None:
        (finding,) = found("Speed.", old=r"Speed of \ours~\cite{a,b}, and of \ours{} again.")["macro-lost"]
        assert finding.message == r"The text no longer has \ours, \cite{a} and \cite{b}."

    @pytest.mark.parametrize(
        ("old", "named"),
        [
            (r"As \fig{mass}.", r"\fig{mass} (Figure 7)"),
            (r"As \ref{fig:mass}, \emph{left}.", r"\ref{fig:mass} (Figure 7)"),
            (r"As \eq{mass-energy}.", r"\eq{mass-energy}"),
            (r"By \person{Ada}{Countess}.", r"\person{Ada}"),
            (rf"\shy{{{'so many words ' * 9}}}", r"\shy{so many words so many words so many …}"),
            (r"\speed{} of \speed{cars}.", r"\speed"),
        ],
        ids=["own macro", "reference", "unknown", "own", "long", "first"],
    )
    def test_what_is_lost_is_named_with_its_argument(self, old: str, named: str) -> None:
        other = Figure("fig:mass", number="7", labels=("fig:mass",))
        (finding,) = (
            f for f in inspect("As.", figure(), markup="latex", old=old, others=(other,)) if f.code == "macro-lost"
        )
        assert finding.message == f"The text no longer has {named}."

    def test_another_argument_of_an_own_macro_is_no_loss(self) -> None:
        assert "macro-lost" not in found(r"\shy{Cars}.", old=r"\shy{Speed of cars}.")

    def test_a_caption_that_points_at_itself(self) -> None:
        assert "self-reference" in found(r"Figure~\ref{fig:x} shows speed.")
        assert "self-reference" not in found(r"As Figure~\ref{fig:y}, but slower.")


class TestModelTalk:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("As an AI language model, I see a plot.", "residue"),
            ("Here is the caption: speed of cars.", "residue"),
            ("Sure, speed of cars.", "residue"),
            ("<think>a plot</think> Speed of cars.", "residue"),
            ("The target figure shows speed.", "residue"),
            ("In this figure, we can see speed.", "residue"),
            ("In this plot you can observe speed.", "residue"),
            ("The image shows a car.", "residue"),
            ("Certainly! Speed of cars.", "residue"),
            ("Here's a revised version: speed of cars.", "residue"),
            ("Speed of cars. Let me know if it should be shorter.", "residue"),
            ("I cannot see the figure.", "residue"),
            ("Based on the provided text, speed of cars.", "residue"),
            ("Caption: speed of cars.", "residue"),
            ("[cars](https://example.org)", "markdown"),
            ("**Speed** of cars.", "markdown"),
            ("# Speed of cars.", "markdown"),
            ("Speed of `cars`.", "markdown"),
        ],
    )
    def test_is_named(self, text: str, code: str) -> None:
        assert code in found(text, markup="pdf")

    @pytest.mark.parametrize(
        "text",
        [
            "The image is convolved with the target function.",
            "Overview of AI assistants in the study.",
            "The ``fast'' and the `slow' cars.",
            "Here the grey line is the mean.",
            "Each image shows one car.",
            "In this region we can reach any speed.",
            "Speed $a*b*c$ of cars.",
        ],
    )
    def test_authors_words_pass(self, text: str) -> None:
        assert found(text, text) == {}


class TestRepetition:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", False),
            ("Speed. Speed. Speed.", False),
            ("One. Two. Three. One.", False),
            ("One. Two. One. Two.", True),
            ("One. Two. Three. Four. Five. Six. Seven. One. Two. Three.", True),
            (" ".join(f"word{n}" for n in range(40)), False),
            ("the speed of the car " * 5, True),
            (
                " ".join([*(f"a{n}" for n in range(12)), *(f"b{n}" for n in range(30)), *(f"a{n}" for n in range(12))]),
                False,
            ),
            (
                " ".join([*(f"a{n}" for n in range(16)), *(f"b{n}" for n in range(10)), *(f"a{n}" for n in range(16))]),
                True,
            ),
        ],
        ids="empty three-sentences quarter half exactly-0.3 distinct run few-windows many-windows".split(),
    )
    def test_ratios(self, text: str, expected: bool) -> None:
        assert repeats_itself(text) is expected

    @pytest.mark.parametrize(("tokens", "expected"), [(511, False), (512, True)])
    def test_the_length_limit(self, tokens: int, expected: bool) -> None:
        assert too_long(" ".join(f"w{n}" for n in range(tokens))) is expected

    def test_is_reported(self) -> None:
        assert "repetition" in found("the speed of the car " * 5)


class TestCopies:
    CAPTION = "Speed of the red car against time on a wet road at night."

    def of(self, text: str, caption: str = CAPTION) -> list[str]:
        other = Figure(id="fig:o", number="2", caption=caption)
        findings = inspect(text, figure(), markup="latex", old=None, others=(other, figure()))
        return [finding.message for finding in findings if finding.code == "copied"]

    @pytest.mark.parametrize(
        "text",
        [
            "Mass of the blue truck against time on a dry road at noon.",
            "Speed of the red car.",
            f"{CAPTION} The dashed line is the mean of all the runs that we made in May.",
        ],
        ids=["another text", "a phrase", "more than that"],
    )
    def test_other_captions_pass(self, text: str) -> None:
        assert self.of(text) == []

    @pytest.mark.parametrize("text", [CAPTION, CAPTION.replace("red", "blue"), rf"\emph{{{CAPTION}}}"])
    def test_a_copy_is_marked(self, text: str) -> None:
        assert self.of(text) == ["It is the caption of Figure 2 with hardly a word changed."]

    @pytest.mark.parametrize(
        ("text", "theirs", "id_", "marked"),
        [
            (CAPTION, CAPTION, "fig:o", True),
            (CAPTION, CAPTION.replace("red", "blue"), "fig:o", True),
            (CAPTION, "Mass of the blue truck against time on a dry road at noon.", "fig:o", False),
            (CAPTION, CAPTION, "fig:x", False),
            (f"{CAPTION} [what is plotted]", f"{CAPTION} [what is plotted]", "fig:o", False),
            ("Speed of cars.", "Speed of cars.", "fig:o", False),
        ],
        ids=["the same", "a word changed", "another", "its own", "to be filled in", "short"],
    )
    def test_the_draft_of_another_figure_is_marked(self, text: str, theirs: str, id_: str, marked: bool) -> None:
        other = Figure(id="fig:o", number="2")
        findings = inspect(text, figure(), markup="latex", old=None, others=(other, figure()), drafted={id_: theirs})
        messages = [finding.message for finding in findings if finding.code == "copied"]
        assert messages == ["It is the draft of Figure 2 with hardly a word changed."] * marked

    def test_short_captions_may_be_alike(self) -> None:
        assert self.of("Speed of cars.", "Speed of cars.") == []


class TestStandingRules:
    RULES = StandingRules(call=(("our method", "FastNet"),), always=("n =",), never=("novel", "state of the art"))

    def broken(self, text: str) -> list[str]:
        findings = inspect(
            text, figure(text), markup="latex", old=None, manuscript=Manuscript(body=text), author=Author(self.RULES)
        )
        return [text[slice(*f.span)] if f.span else "" for f in findings if f.code == "rule"]

    @pytest.mark.parametrize(
        "text", ["FastNet with $n = 3$.", "A novelty of renovel with n=3.", "Our methods with n = 3.", r"Cars ($n=3$)."]
    )
    def test_kept(self, text: str) -> None:
        assert self.broken(text) == []

    @pytest.mark.parametrize(
        ("text", "where"),
        [
            ("A Novel car, n = 3.", ["Novel"]),
            ("Our  method, n = 3.", ["Our  method"]),
            (r"Our~method, n = 3.", ["Our~method"]),
            ("The state of\nthe art, n = 3.", ["state of\nthe art"]),
            ("Cars.", [""]),
        ],
    )
    def test_broken(self, text: str, where: list[str]) -> None:
        assert self.broken(text) == where

    def test_without_rules_nothing_is_said(self) -> None:
        assert "rule" not in found("A novel car.")


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1.234,5 m", ["1234.5"]),
        ("1.234.567,8 m", ["1234567.8"]),
        ("1,234.5 m", ["1234.5", "1.234"]),
        ("0.123,4 m", ["0.123", "4"]),
        ("1.234 m", ["1.234"]),
        ("panels 1,2 of it", ["1", "2"]),
        ("10^{" + "9" * 5_000 + "}", ["1E+400"]),
    ],
    ids=["comma", "two groups", "point", "a list", "no group", "two numbers", "absurd"],
)
def test_the_thousands_of_a_number_with_a_decimal_comma(text: str, readings: list[str]) -> None:
    found = [value for number in numbers(text, PLAIN) for value in number.readings]
    assert {Decimal(value) for value in readings} <= set(found)
    assert Decimal("1.234") not in found or "1.234" in readings


@pytest.mark.parametrize(
    "text", ["um 87,3 % besser", "um 87,3\\,\\% besser", "nach 87,3 ms", "auf $87,3\\,\\mathrm{ms}$"]
)
def test_what_is_measured_has_one_value_and_is_no_list(text: str) -> None:
    assert [number.readings for number in numbers(text, LATEX)] == [(Decimal("87.3"),)]


class TestTrueTexts:
    """What authors write that looked like an untruth."""

    @pytest.mark.parametrize(
        ("text", "about", "fields"),
        [
            ("(A) The tank. (B) The pump. (C) The pipe.", "It is shown.", {"drawn_text": "A\nD\nlevel"}),
            ("The tanks of the upper (C), middle (B) and lower (A) floor.", "They are shown.", {}),
            ("Levels in the Great Outer Basin (GOB).", "The GOB is the largest basin.", {}),
            ("Levels of the unmatched tanks.", "The tanks are shown.", {}),
            (
                "For levels larger values are better, and for losses smaller values are better.",
                "The chart shows that for losses larger values are better than before.",
                {},
            ),
            (r"Levels of \SI{3}{\percent} of the tanks.", r"Of 40 tanks \SI{3}{\percent} are shown.", {}),
        ],
        ids=["letters half read", "from the last", "spelt out", "descriptive", "both ways", "a share of many"],
    )
    def test_is_not_marked(self, text: str, about: str, fields: dict[str, object]) -> None:
        assert found(text, figure(about, **fields)) == {}

    def test_and_what_is_untrue_of_the_same_kind_is(self) -> None:
        assert "name" in found("Levels in the Great Outer Basin (GIB).", "The GOB is the largest basin.")
        assert "claim" in found("The pump is unrivalled.", "The pump is shown.")
        assert "panel" in found("(A) The tank. (F) The pump.", figure("It is shown.", drawn_text="A\nB\nlevel"))
        assert marked(r"Levels of \SI{4}{\percent} of the tanks.", r"\SI{3}{\percent} are shown.") == [r"4}{\percent"]
