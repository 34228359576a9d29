"""Prepares SVG for the PDF library, which takes the place of a text and the current colour from the element itself."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

from capassist.files import open_file

_INHERITED = re.compile(rb"text-anchor|currentColor")
_DECLARED = re.compile(r"text-anchor\s*:\s*(start|middle|end)")
_CLASS = re.compile(r"\.([\w-]+)\s*(?:,[^{}]*)?\{([^{}]*)\}")
_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
_CURRENT, _UNSET = "currentColor", "-"
for _prefix, _namespace in (("", "http://www.w3.org/2000/svg"), ("xlink", "http://www.w3.org/1999/xlink")):
    ET.register_namespace(_prefix, _namespace)  # the PDF library knows them by these names only


@contextmanager
def explicit(path: Path) -> Iterator[Path]:
    """Yield the file as it is, or for SVG a copy in which each element says itself what it inherits: where a text is
    anchored, the current colour.

    The copy is there while the context lasts. What is no XML, or defines entities, stays as it is. Raises OSError.
    """
    data = b""
    if path.suffix.lower() == ".svg":
        with open_file(path) as file:
            data = file.read()
    changed = _made_explicit(data) if _INHERITED.search(data) and not _ENTITIES.search(data) else None
    if changed is None:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="capassist-") as folder:
        copy = Path(folder) / "figure.svg"
        copy.write_bytes(changed)
        yield copy


def _made_explicit(data: bytes) -> bytes | None:
    """Return the SVG with anchors and colours where they are inherited; None of what is no XML."""
    try:
        root = ET.fromstring(data)  # noqa: S314  without entities
    except ET.ParseError:
        return None
    classes = _classes(root)
    waiting: list[tuple[ET.Element, str, str]] = [(root, "", "")]
    while waiting:
        node, anchor, colour = waiting.pop()
        anchor, colour = _own(node, classes) or anchor, _colour(node) or colour
        if anchor and _name(node) == "text":
            node.set("text-anchor", anchor)
        _paint(node, colour)
        waiting.extend((child, anchor, colour) for child in node)
    return ET.tostring(root)


def _colour(node: ET.Element) -> str:
    """Return the current colour that an element sets: for what a symbol holds, its use decides."""
    return _UNSET if _name(node) in ("symbol", "defs", "marker") else node.get("color", "")


def _paint(node: ET.Element, colour: str) -> None:
    """Put the current colour in the place of its name; what a symbol holds has then that of its use."""
    for name in ("stroke", "fill"):
        if node.get(name) == _CURRENT and colour == _UNSET:
            del node.attrib[name]
        elif node.get(name) == _CURRENT and colour:
            node.set(name, colour)
    if _name(node) == "use" and node.get("color") and node.get("stroke") is None:
        node.set("stroke", node.get("color", ""))


def _classes(root: ET.Element) -> dict[str, str]:
    """Return the anchors that style sheets give to classes."""
    styles = "".join(node.text or "" for node in root.iter() if _name(node) == "style")
    return {name: found[1] for name, rules in _CLASS.findall(styles) if (found := _DECLARED.search(rules))}


def _own(node: ET.Element, classes: dict[str, str]) -> str:
    """Return the anchor that an element has by its style, its classes or its attribute, in the order of CSS."""
    style = _DECLARED.search(node.get("style", ""))
    by_class = next((classes[name] for name in node.get("class", "").split() if name in classes), "")
    return style[1] if style else by_class or node.get("text-anchor", "")


def _name(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
