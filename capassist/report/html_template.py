"""HTML files that ask nothing of anybody: no request leaves them, and only their own script runs."""

import json
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from string import Template

from capassist.report.elements import element, markup

_STYLE = "page.css"


def filled(name: str, *, generator: str, title: str, **parts: str) -> str:
    """Return the page of a name with its parts, the head and style sheet of all pages, and the script of its name.

    Its policy (Content-Security-Policy) allows pictures that are in the file, and the one style sheet and the one
    script that are in it, by their hashes: even markup that got in could neither run nor call.
    """
    style, script = _content(_STYLE), _content(f"{name}.js")
    head = Template(_content("head.html")).substitute(
        generator=generator,
        policy=f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; "
        "form-action 'none'",
        title=title,
        style=style,
    )
    return Template(_content(f"{name}.html")).substitute(parts, head=head, script=script)


def shown_text(text: str) -> str:
    """Return text as it may stand between tags."""
    return markup(element("bdi", text))


def script_data(data: object) -> str:
    """Return what a script needs as JSON that can stand in an element of its own: in ASCII, and without a "<"."""
    return json.dumps(data).replace("<", "\\u003c")


def _content(name: str) -> str:
    return files("capassist.report").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
