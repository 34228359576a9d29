"""profile: how the author writes captions, and what shows it."""

from capassist.cli.options import AsJson, DraftPath, FigureNames, Password, ProfileSize, Voice
from capassist.cli.output import Result
from capassist.cli.wiring import open_paper


def profile(
    draft: DraftPath,
    figure: FigureNames = None,
    size: ProfileSize = None,
    voice: Voice = None,
    json_: AsJson = False,
    password: Password = None,
) -> Result:
    """Show how you write captions, and what shows it.

    Each trait with the captions it was measured on, your words, and for each figure which of your captions its drafts
    imitate, and why. Set traits in the draft's capassist.toml under [style], and rules for all captions under [rules].

    \b
    Examples:
      capassist profile paper/
      capassist profile paper/ --figure fig:latency --json
    """
    import os

    from capassist.drafts.image_hash import DraftImageHasher
    from capassist.profile.summary import summarize_style
    from capassist.settings import ModelOptions, load_settings
    from capassist.terminal import style_summary
    from capassist.workflow import drafting

    paper = open_paper(draft, password, voice=voice)
    figures = drafting.choose_figures(paper, figure or [])
    settings = load_settings(ModelOptions(profile=size), paper.root, os.environ)
    summary = summarize_style(paper, figures, settings.profile.value, DraftImageHasher(paper, password))
    return Result(style_summary.summary_record(summary) if json_ else [style_summary.summary_table(summary)])
