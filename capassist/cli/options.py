"""The options and arguments that commands share."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from capassist.cli import completion

OPENAI = "https://api.openai.com/v1"


def note_json(ctx: typer.Context, wanted: bool) -> None:
    """Note for the error handler that even a failure shall be JSON."""
    ctx.meta["json"] = wanted or ctx.meta.get("json", False)


def _as_json(ctx: typer.Context, value: bool) -> bool:
    note_json(ctx, value)
    return value


DraftPath = Annotated[
    Path,
    typer.Argument(metavar="DRAFT", help="A LaTeX folder, a .tex file, a zip or tar.gz, or a PDF.", show_default=False),
]
FigureNames = Annotated[
    list[str] | None,
    typer.Option(
        "--figure",
        "-f",
        metavar="ID",
        autocompletion=completion.figures,
        help="Only this figure: its label, id or printed number. Repeatable.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", callback=_as_json, help="Print the result as JSON, and nothing else.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
Password = Annotated[
    str | None,
    typer.Option(
        metavar="WORD", envvar="CAPASSIST_PDF_PASSWORD", show_default=False, help="The password of an encrypted PDF."
    ),
]
Pdf = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        show_default=False,
        help="The compiled paper, for numbers, pages and TikZ figures. Found beside the source by itself.",
    ),
]
Server = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        autocompletion=completion.servers,
        help="An OpenAI-compatible server: its address, or openai, openrouter, gemini, ollama, lmstudio, vllm, "
        "llamacpp, "
        "azure:RESOURCE. Without one nothing leaves this machine.",
    ),
]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="The server's vision model.")]
Models = Annotated[
    list[str] | None,
    typer.Option(
        "--model",
        metavar="NAME",
        help="The server's vision model. Repeatable: each drafts, and the best draft is shown.",
    ),
]
LocalOnly = Annotated[
    bool | None, typer.Option("--local-only", help="Refuse every server but this machine.", show_default=False)
]
MaxTokens = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Stop before more tokens are spent.", show_default=False)
]
MaxCost = Annotated[
    float | None,
    typer.Option(metavar="SUM", help="Stop before more is spent, at the prices in your settings.", show_default=False),
]
DoubleCheck = Annotated[
    bool | None,
    typer.Option(
        "--double-check/--no-double-check",
        help="Have the model look at each draft a second time, name what in it is wrong and rate it: one more request "
        "a text. With a server it does, unless the result is --json.",
        show_default=False,
    ),
]
Candidates = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Ask the server N times and show the best answer.", show_default=False),
]
Prefer = Annotated[
    str | None,
    typer.Option(
        metavar="quality|voice",
        help="Which of several drafts is shown: the one that says most of the figure, or the one most like yours.",
        show_default=False,
    ),
]
Prompt = Annotated[
    str | None,
    typer.Option(
        metavar="own|plain|content-first|lamp-cap",
        help="The wording of requests: capassist's, as models are trained on it, in two steps, or LaMP-Cap's.",
        show_default=False,
    ),
]
Instruction = Annotated[
    str | None,
    typer.Option(
        metavar="TEXT", help="Change the current caption like this: shorter, at most 30 words …", show_default=False
    ),
]
Wanted = Annotated[
    Literal["style", "short", "long"],
    typer.Option("--kind", metavar="style|short|long", help="As the author's captions are, or shorter, or longer."),
]
TextFor = Annotated[
    Literal["caption", "alt", "short", "slide", "abstract"],
    typer.Option(
        "--for",
        metavar="alt|short|slide|abstract",
        help="Not captions, but alternative texts; short titles for the list of figures; one sentence for a talk, or "
        "for a graphical abstract.",
        show_default=False,
    ),
]
WrittenFor = Annotated[
    Literal["caption", "alt", "short"],
    typer.Option(
        "--for",
        metavar="alt|short",
        help="Not captions, but alternative texts, or short titles for the list of figures.",
        show_default=False,
    ),
]
PreviewMode = Annotated[
    Literal["auto", "kitty", "iterm", "sixel", "blocks", "off"],
    typer.Option(
        "--preview",
        metavar="KIND",
        help="How the figure is shown beside its captions: as the terminal can, or by kitty, iterm, sixel or blocks; "
        "or off.",
    ),
]
Venue = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        show_default=False,
        autocompletion=completion.venues,
        help="What this venue wants besides: acm, acl, acs, apa, aps, elsevier, iclr, icml, ieee, nature, neurips, "
        "plos, science.",
    ),
]
KeyServer = Annotated[
    str, typer.Argument(metavar="URL", autocompletion=completion.servers, help="The server, as in --server.")
]
Voice = Annotated[
    str | None,
    typer.Option(
        "--voice", metavar="NAME", show_default=False,
        help="Imitate this person's captions alone: by git, and by the library.",
    ),
]  # fmt: skip
ProfileSize = Annotated[
    str | None,
    typer.Option(
        "--profile", metavar="N|none|one|all", help="How many of your captions to imitate.", show_default=False
    ),
]


def named_models(names: list[str] | None) -> dict[str, Any]:
    """Return the values of ModelOptions for what --model names, once or several times."""
    return {"model": names[0], "other_models": names[1:] or None} if names else {}
