"""Whether a caption is written, or only stands for one."""

import re

from capassist.model import State

# A caption that is only one of these, whatever the markup, case and punctuation around it.
_PLACEHOLDER = re.compile(
    r"(?:(?:todo|tbd|tba|tbc|xxx+|fixme|wip|caption|captions?|legend|title|figure|fig|image|picture|plot|placeholder"
    r"|dummy|test|foo|bar|"
    r"blah?|(?:blah? )+blah?|asdf\w*|lorem|lipsum|none|empty|n a|coming soon|to be (?:done|written|added|completed"
    r"|determined|filled(?: in)?))"
    r"|(?:todo|tbd|fixme|xxx+)? ?(?:please )?(?:(?:enter|insert|add|write|put|type|fill in|provide|needs?|missing"
    r"|describe) )(?:(?:a|an|the|your|my|proper|"
    r"good|better|some|figure|image|table|short|descriptive|text|in|for|of|this|here) )*(?:caption|captions"
    r"|description|legend|text|title|figure|table)?"
    r"(?: (?:text|here|later|for|this|figure|table|image|goes|needed|missing|please|to|be|added))*"
    r"|(?:your|my|the|a|some|figure|table|image|example|sample|placeholder|dummy|default|short|long|new|missing|no) "
    r"(?:(?:figure|table|image|text|here|of) )*"
    r"(?:caption|legend|title|description|captions)(?: (?:here|text|goes|for|this|figure|table|placeholder|todo|tbd"
    r"|later|missing|needed))*"
    r"|(?:caption|legend|title|description|text)(?: (?:here|text|goes|for|this|the|figure|table|image|todo|tbd|tba"
    r"|later|missing|needed|placeholder|to|be|"
    r"added|written|comes|follows|pending|\d+))+"
    r"|lorem ipsum.*|todo(?: (?:caption|write|add|this|it|describe|later|me|here))+|(?:caption|legend) (?:todo|tbd|tba"
    r"|xxx+))"
    r"|标题|图题|图片标题|图注|待补充|待定|这里是标题|титул|подпись|подпись к рисунку|bildunterschrift|beschriftung|légende|leyenda|título"
    r"|legenda"
)
_TODO_COMMAND = re.compile(
    r"^[\s{]*\\(?:todo|TODO|fixme|FIXME|missing|xxx|XXX|placeholder|blindtext|lipsum"
    r"|Blindtext)(?![a-zA-Z@])\s*(?:\[[^\]]*\])?\s*(?:\{.*\})?[\s.}]*$",
    re.DOTALL,
)
_MARKED_TODO = re.compile(r"^\W*(?:TODO|TBD|FIXME|XXX+)\s*[:!\-–—\])]")


def caption_state(plain: str, source: str = "", files: tuple[str, ...] = ()) -> State:
    """Return the state of a caption from its plain text, its LaTeX without labels (none in a PDF), and the figure's
    file names."""
    if not plain.strip():
        return "placeholder" if _TODO_COMMAND.match(source) else "missing"
    if _TODO_COMMAND.match(source) or _MARKED_TODO.match(plain):
        return "placeholder"
    folded = " ".join(re.findall(r"[^\W_]+", plain.lower()))
    if not folded:  # "...", "???", "-"
        return "placeholder"
    if (len(folded) < 80 and _PLACEHOLDER.fullmatch(folded)) or folded.startswith("lorem ipsum"):
        return "placeholder"
    if plain.strip(" .").lower() in _file_names(files):
        return "placeholder"
    return "written"


def _file_names(files: tuple[str, ...]) -> set[str]:
    names: set[str] = set()
    for file in files:
        name = file.rpartition("/")[2].lower()
        names |= {file.lower(), name}
        stem = name.rpartition(".")[0] or name
        if re.search(r"[\d_-]", stem) or stem in ("image", "figure", "plot"):  # "results" alone may be a real caption
            names |= {stem, stem.replace("_", " ")}
    return names
