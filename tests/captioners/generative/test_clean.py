"""Cleaning: real captions survive, no word is ever added, and what is no caption is known as such."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.captioners.generative.clean import STEPS, clean, is_failure
from capassist.text.residue import residue_spans
from capassist.text.words import words

CAPTIONS = [
    "Figure-ground segmentation of natural scenes.",
    "Figure 3 shows nothing new.",
    "Image quality as a function of dose.",
    "Target figure of merit versus load.",
    "Target Image",
    "Target Figure Skating scores by judge.",
    "Here, we show the loss of both models.",
    "Here is where the two curves cross: at 3 K.",
    "Caption length by venue: long papers and short papers.",
    "Captions and their authors.",
    "Note: error bars are standard deviations.",
    "Sure bets against the market.",
    "None of the methods converges.",
    "No caption model beats the copy baseline.",
    "Sorry-free apologies in three corpora.",
    "As an example, the left panel shows one run.",
    "Since the figure of merit is not constant, both axes are logarithmic.",
    "Unable parsers: error rates by grammar.",
    "I: before; II: after annealing.",
    "*p < 0.05, **p < 0.01, ***p < 0.001.",
    "Effect by group (*: p<0.05; **: p<0.01).",
    "Sizes of 3 * 4 and 5 * 6 pixels.",
    r"$a*b*c$ and $*x*$, where $x_1$ and $x_2$ are weights.",
    "The methods __init__.py and foo_bar_baz by runtime.",
    "``Quoted'' words and ``other'' ones.",
    '"Left" and "right"',
    "'a' and 'b'",
    "The authors' choice and the readers'",
    "Accuracy of <think> tokens </think> against length.",
    r"{\bf Title.} Error by epoch.",
    r"\textbf{Title.} Error by \emph{epoch}, see \cref{fig:a}.",
    r"Gain of 5\% at \SI{3}{\kelvin} (a--c), cf.\ \cite{x}.",
    "2 to 3 mm of rain. 1. Left. 2. Right.",
    "3D reconstruction of the sample.",
    "(a) Before. (b) After - with noise.",
    "−5 °C to +5 °C.",
    "Let me go: a study of exits.",
    "Точность в зависимости от времени.",
    "図と地の分離",
]

ANSWERS = {
    "closed reasoning": ("<think>\nThe author is brief.\n</think>\n\nAccuracy.", "Accuracy."),
    "unclosed reasoning": ("<think>The author is brief.", ""),
    "dangling closing tag": ("The author is brief.\n</think>\n\nAccuracy.", "Accuracy."),
    "thinking": ("<thinking>Brief.</thinking>Accuracy.", "Accuracy."),
    "fence": ("```latex\nAccuracy in \\%.\n```", "Accuracy in \\%."),
    "JSON": ('{"caption": "Loss of \\\\emph{A}.", "figure": 3}', r"Loss of \emph{A}."),
    "fenced JSON": ('```json\n{"text": "Accuracy."}\n```', "Accuracy."),
    "JSON of something else": ('{"a": "x", "b": "y"}', '{"a": "x", "b": "y"}'),
    "bold before a number": ("**Loss**.5 and **gain**", "**Loss**.5 and gain"),
    "fence with talk": ("Here you go:\n\n```\nAccuracy.\n```\nEnjoy!", "Accuracy."),
    "unclosed fence": ("```latex\nAccuracy.", "Accuracy."),
    "here is the caption": ("Here is the caption: Accuracy.", "Accuracy."),
    "here's a caption": ("Here's a suitable caption for the Target Figure:\n\nAccuracy.", "Accuracy."),
    "sure": ("Sure, here is the caption for Figure 3:\nAccuracy.", "Accuracy."),
    "certainly": ("Certainly!\n\nAccuracy.", "Accuracy."),
    "based on": ("Based on the paragraphs, the caption could read:\nAccuracy.", "Accuracy."),
    "the caption is": ("The caption for the Target Figure is: Accuracy.", "Accuracy."),
    "caption label": ("Caption: Accuracy.", "Accuracy."),
    "bold caption label": ("**Caption:** Accuracy.", "Accuracy."),
    "heading": ("## Caption\n\nAccuracy.", "Accuracy."),
    "figure colon": ("Figure 3: Accuracy.", "Accuracy."),
    "figure stop": ("Fig. 3. Accuracy.", "Accuracy."),
    "figure bar": ("Figure S2 | Accuracy.", "Accuracy."),
    "figure dash": ("Figure 2.4 – Accuracy.", "Accuracy."),
    "target figure": ("Target Figure: Accuracy.", "Accuracy."),
    "target figure caption": ("Target Figure Caption: Accuracy.", "Accuracy."),
    "bold label": ("**Figure 3.** Accuracy.", "Accuracy."),
    "latex bold label": (r"\textbf{Figure 3:} Accuracy.", "Accuracy."),
    "other languages": ("Abbildung 3: Genauigkeit.", "Genauigkeit."),
    "quotes": ('"Accuracy."', "Accuracy."),
    "curly quotes": ("“Accuracy.”", "Accuracy."),
    "latex quotes": ("``Accuracy.''", "Accuracy."),
    "quoted label": ('"Figure 3: Accuracy."', "Accuracy."),
    "bold": ("**Accuracy.** Over *time*.", "Accuracy. Over time."),
    "bold italics": ("***Accuracy.*** Over time.", "Accuracy. Over time."),
    "bullet": ("- Accuracy.", "Accuracy."),
    "caption macro": (r"\caption{Accuracy of \textbf{A} in 5\% steps.}", r"Accuracy of \textbf{A} in 5\% steps."),
    "caption macro with label": (r"\caption[Short]{Accuracy.}\label{fig:a}", "Accuracy."),
    "figure environment": ("\\begin{figure}\n\\centering\n\\caption{Accuracy.}\n\\end{figure}", "Accuracy."),
    "cut caption macro": (r"\caption{Accuracy of \textbf{A}", r"Accuracy of \textbf{A}"),
    "numbered options": ("1. Accuracy.\n2. Precision.", "Accuracy."),
    "announced options": ("Here are three captions:\n\n1. Accuracy.\n2. Precision.\n3. Recall.", "Accuracy."),
    "lettered options": ("**Option A:** Accuracy.\n\n**Option B:** Precision.", "Accuracy."),
    "or": ("Accuracy.\n\nor\n\nPrecision.", "Accuracy."),
    "let me know": ("Accuracy.\n\nLet me know if you would like changes!", "Accuracy."),
    "let me know on the line": ("Accuracy. Let me know if this is too long.", "Accuracy."),
    "this caption": ("Accuracy.\n\nThis caption follows the author's style.", "Accuracy."),
    "note on the caption": ("Accuracy.\n\n(Note: the caption keeps the author's tone.)", "Accuracy."),
    "rule": ("Accuracy.\n\n---\n\nI kept it short.", "Accuracy."),
    "word count": ("Accuracy.\n\n(Word count: 1)", "Accuracy."),
    "lines": ("Accuracy\n over\ttime.", "Accuracy over time."),
}  # fmt: skip

FAILURES = [
    *(
        "",
        "  ",
        "…",
        "nan",
        "None",
        "N/A",
        "null",
        "image",
        "image 1",
        "Target",
        "Target Figure Image",
        "target figure",
        "Figure 3:",
    ),
    *(
        "not applicable",
        "no caption found",
        "no caption provided",
        "there is no caption to extract",
        "[IMG-TARGET]",
        "12.",
    ),
    "There is no caption provided in the text.",
    "The provided paragraphs do not mention the Target Figure.",
    "Sorry, I lack the necessary information to write this.",
    "I'm sorry, but I can't assist with that.",
    "I am unable to view images.",
    "I cannot see the figure.",
    "As an AI language model, I have no eyes.",
    "Please provide the Target Figure Image and the paragraphs.",
    "Could you please upload the image?",
    "We are unable to generate a caption for this figure.",
    "Unfortunately, no image was attached.",
    "Since the Target Figure Image does not contain any specific data, nothing can be said.",
    "The target figure is not shown.",
    "A caption cannot be written without the image.",
]


@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_real_caption_survives(caption):
    assert clean(caption) == caption
    assert not is_failure(caption)


@pytest.mark.parametrize(("answer", "caption"), ANSWERS.values(), ids=ANSWERS)
def test_the_caption_is_taken_out_of_the_answer(answer, caption):
    assert clean(answer) == caption


@pytest.mark.parametrize("answer", FAILURES)
def test_an_answer_that_is_no_caption_is_known(answer):
    assert is_failure(clean(answer))


_PIECES = st.sampled_from(
    [
        *(
            "<think>",
            "</think>",
            "```",
            "```latex\n",
            "**",
            "*",
            "__",
            '"',
            "“",
            "”",
            "``",
            "''",
            "'",
            "`",
            "\\caption{",
            "\\caption",
            "{",
            "}",
        ),
        *(
            "Figure 3: ",
            "Caption: ",
            "Here is the caption:",
            "Sure! ",
            "1. ",
            "2) ",
            "Option A: ",
            "- ",
            "# ",
            "---",
            "Let me know if",
            "or",
        ),
        *(
            "\n",
            "\n\n",
            " ",
            "\t",
            "$",
            "x_1",
            "a*b",
            "Accuracy",
            "of",
            "models.",
            "5\\%",
            "word",
            "état",
            "This caption",
            "\\textbf{",
            "…",
        ),
    ]
)
_ANSWER = st.lists(_PIECES | st.text(max_size=6), max_size=14).map("".join)


@given(_ANSWER)
def test_no_word_is_added_and_the_order_is_kept(answer):
    remaining = iter(words(answer))
    assert all(word in remaining for word in words(clean(answer)))


@given(_ANSWER)
def test_cleaning_twice_changes_nothing(answer):
    cleaned = clean(answer)
    assert clean(cleaned) == cleaned
    assert cleaned == cleaned.strip()
    assert "\n" not in cleaned


@given(_ANSWER)
def test_no_step_makes_the_answer_longer(answer):
    assert all(len(step(answer)) <= len(answer) for step in STEPS)


@pytest.mark.parametrize("piece", ["\\caption{", "> ", "Sure! ", "Figure 3: ", "**", "<think>"])
def test_an_answer_too_long_for_a_caption_is_none(piece):
    assert is_failure(clean(piece * 3000 + "word " * 1000))


def test_long_reasoning_does_not_count():
    assert clean(f"<think>{'Brief. ' * 3000}</think>Accuracy.") == "Accuracy."


# What cleaning takes away is what guards and rules call residue: one list ------------------------------------------------------


@pytest.mark.parametrize("caption", CAPTIONS)
def test_what_cleaning_leaves_to_authors_is_no_residue(caption):
    assert list(residue_spans(caption)) == []


@pytest.mark.parametrize(("answer", "caption"), ANSWERS.values(), ids=ANSWERS)
def test_nothing_that_a_model_said_is_left(answer, caption):
    assert list(residue_spans(clean(answer))) == []


@pytest.mark.parametrize(
    "name", ["closed reasoning", "here is the caption", "sure", "certainly", "caption label", "let me know on the line"]
)
def test_what_cleaning_takes_away_is_residue(name):
    assert list(residue_spans(ANSWERS[name][0]))
