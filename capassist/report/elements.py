"""HTML as elements: text of the paper or of a model can be text or an attribute's value, and nothing else.

The standard library escapes both when it writes the elements; `safe_text` makes controls and invisible characters
harmless or visible before.
"""

from xml.etree import ElementTree as ET

from capassist.text.safe import safe_text

Element = ET.Element
Content = Element | str | None


def element(tag: str, *children: Content, **attributes: object) -> Element:
    """Return an element with its children in order; None is left out.

    Attributes are named as in HTML, with "_" for "-" and at the end of Python's own words: `class_`, `aria_label`. True
    stands for an attribute without a value; None and False leave it out.
    """
    made = Element(tag)
    for name, value in attributes.items():
        if value is not None and value is not False:
            key = name.rstrip("_").replace("_", "-")
            made.set(key, key if value is True else safe_text(str(value)))
    for child in children:
        if isinstance(child, str):
            _append_text(made, safe_text(child))
        elif child is not None:
            made.append(child)
    return made


def markup(made: Element) -> str:
    """Return the element as HTML."""
    return ET.tostring(made, encoding="unicode", method="html")


def _append_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
