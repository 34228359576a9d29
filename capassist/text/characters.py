"""Characters that pdfLaTeX with plain inputenc lacks, and the maths that draws them.

What the LaTeX kernel has is drawn with that, the rest with amssymb and amsmath.
"""

import re
import unicodedata

SYMBOLS = dict(
    pair.split(" ", 1)
    for pair in (
        r"≤ \leq|≥ \geq|⩽ \leq|⩾ \geq|≦ \leqq|≧ \geqq|≠ \neq|≈ \approx|∼ \sim|≃ \simeq|≅ \cong|≡ \equiv|∝ \propto|"
        r"≪ \ll|≫ \gg|≲ \lesssim|≳ \gtrsim|≐ \doteq|≍ \asymp|≜ \triangleq|≔ :=|≺ \prec|≻ \succ|≼ \preceq|≽ \succeq|"
        r"∣ \mid|∤ \nmid|⊢ \vdash|⊨ \models|± \pm|∓ \mp|× \times|÷ \div|· \cdot|⋅ \cdot|∗ \ast|∘ \circ|∞ \infty|"
        r"∂ \partial|∇ \nabla|√ \surd|∑ \sum|∏ \prod|∐ \coprod|∫ \int|∬ \iint|∮ \oint|∆ \Delta|Ω \Omega|µ \mu|ℓ \ell|"
        r"ℏ \hbar|℘ \wp|ℵ \aleph|° ^\circ|− -|′ ^\prime|″ ^{\prime\prime}|‴ ^{\prime\prime\prime}|∕ /|∠ \angle|"
        r"⋯ \cdots|⋮ \vdots|⋱ \ddots|⌈ \lceil|⌉ \rceil|⌊ \lfloor|⌋ \rfloor|⟨ \langle|⟩ \rangle|→ \rightarrow|"
        r"← \leftarrow|↔ \leftrightarrow|↑ \uparrow|↓ \downarrow|↕ \updownarrow|⇒ \Rightarrow|⇐ \Leftarrow|"
        r"⇔ \Leftrightarrow|⇑ \Uparrow|⇓ \Downarrow|↦ \mapsto|⟶ \longrightarrow|⟵ \longleftarrow|⟷ \longleftrightarrow|"
        r"⟹ \Longrightarrow|⟸ \Longleftarrow|⟺ \Longleftrightarrow|↗ \nearrow|↘ \searrow|↙ \swarrow|↖ \nwarrow|"
        r"↪ \hookrightarrow|⇌ \rightleftharpoons|∈ \in|∉ \notin|∋ \ni|⊂ \subset|⊆ \subseteq|⊊ \subsetneq|⊃ \supset|"
        r"⊇ \supseteq|∪ \cup|∩ \cap|⋃ \bigcup|⋂ \bigcap|∖ \setminus|∅ \emptyset|∀ \forall|∃ \exists|¬ \neg|∧ \wedge|"
        r"∨ \vee|∴ \therefore|∵ \because|⊤ \top|⊥ \perp|∥ \parallel|⊕ \oplus|⊖ \ominus|⊗ \otimes|⊙ \odot|⊎ \uplus|"
        r"⊔ \sqcup|⊓ \sqcap|⋈ \bowtie|● \bullet|○ \circ|◦ \circ|■ \blacksquare|▪ \blacksquare|□ \square|▫ \square|"
        r"▲ \blacktriangle|△ \triangle|▼ \blacktriangledown|▽ \triangledown|▶ \blacktriangleright|▷ \triangleright|"
        r"◀ \blacktriangleleft|◁ \triangleleft|◆ \blacklozenge|◇ \lozenge|★ \bigstar|☆ \star|⋆ \star|⋄ \diamond|"
        r"✓ \checkmark|✔ \checkmark|✕ \times|✖ \times|✗ \times|♠ \spadesuit|♣ \clubsuit|♥ \heartsuit|♦ \diamondsuit|"
        r"∙ \bullet|∶ :|► \blacktriangleright|◄ \blacktriangleleft|◊ \lozenge|↻ \circlearrowright|↺ \circlearrowleft|"
        r"⇄ \rightleftarrows"
    ).split("|")
)
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩϵϑϕϖϱς",
        r"\alpha \beta \gamma \delta \varepsilon \zeta \eta \theta \iota \kappa \lambda \mu \nu \xi \pi \rho "
        r"\sigma \tau \upsilon \varphi \chi \psi \omega \Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Phi \Psi "
        r"\Omega \epsilon \vartheta \phi \varpi \varrho \varsigma".split(),
        strict=True,
    )
)
# Words in the Unicode names of mathematical letters; the first that is found gives the alphabet.
_ALPHABETS = {
    "DOUBLE-STRUCK": "mathbb",
    "FRAKTUR": "mathfrak",
    "BLACK-LETTER": "mathfrak",
    "SCRIPT CAPITAL": "mathcal",
    "MONOSPACE": "mathtt",
    "SANS": "mathsf",
    "BOLD": "mathbf",
}
_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ffℂℊℋℌℍℎℐℑℒℕℙℚℛℜℝℤℨℬℭℯℰℱℳℴ]")
_MARKED = re.compile("[A-Za-z][\u0300-\u036f]+")
_NUMERALS = re.compile("[⅐-ↈ℃℉\u212a]")  # one third, Roman four, kelvin …
_ACCENTS = dict(
    zip("\u0302\u0303\u0304\u0305\u0307\u0308\u20d7", "hat tilde bar bar dot ddot vec".split(), strict=True)
)
_ACCENTED = re.compile(f"([A-Za-z])([{''.join(_ACCENTS)}])")


def letters(text: str) -> dict[str, str]:
    """Return maths for the mathematical letters in a text, such as the italic x and the blackboard R."""
    return {char: _drawn(char) for char in set(_MATHEMATICAL.findall(text))}


def composed(text: str) -> str:
    """Return the text with a letter and its accents as one character where there is one, and numerals as they are
    typed."""
    text = _MARKED.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)
    return _NUMERALS.sub(lambda match: unicodedata.normalize("NFKC", match.group()).replace("⁄", "/"), text)


def accented(text: str, delimiter: str) -> str:
    """Return the text with maths, between the delimiters, for letters with an accent that have no character of their
    own."""
    return _ACCENTED.sub(lambda match: f"{delimiter}\\{_ACCENTS[match[2]]}{{{match[1]}}}{delimiter}", text)


def _drawn(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    if not plain.isascii():
        return GREEK.get(plain) or SYMBOLS.get(plain) or char
    name = unicodedata.name(char)
    alphabet = next((macro for word, macro in _ALPHABETS.items() if word in name), None)
    return f"\\{alphabet}{{{plain}}}" if alphabet else plain
