"""LaMP-Cap's published files (Ng et al., 2025) as cases: targets with their profiles, and what is missing of them.

The files are read as they are, wherever they lie in a folder: the metadata, the SciCap challenge's files, and the
pictures by their base names. The target's own caption is kept apart from all that a captioner sees.
"""

import os
import random
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from capassist.dataset.benchmark_formats import (
    FIGURE_TYPES,
    Member,
    ScicapFigure,
    TargetWithProfile,
    read_entries,
    read_selections,
)
from capassist.dataset.spanned import Archive
from capassist.dataset.spanned import Member as ZipMember
from capassist.errors import DraftError
from capassist.model import (
    CaptionRequest,
    Draft,
    Figure,
    FigureType,
    Image,
    Mention,
    Picture,
    Profile,
    ProfileFigure,
    Sentence,
)
from capassist.profile import measure_style
from capassist.text.words import sentence_spans

SEED = 20261121
DROPS = ("caption", "image", "paragraph")  # what an ablation takes from the profile figure of "one"
_METADATA = "test-metadata.json"
_FIGURES = ("public-test.json", "hide_test.json", "hidden-test.json")
_HINT = (
    f"The folder must hold LaMP-Cap's {_METADATA}, SciCap's public-test.json and hide_test.json, and the pictures, "
    "unzipped or as img-split.zip with all its volumes; subfolders are fine."
)
_TYPES: Mapping[str, FigureType] = {published: known for known, published in FIGURE_TYPES.items()}  # type: ignore[misc]
_INDEX = re.compile(r"^\s*(?:fig(?:ure)?s?\.?)\s*\w+(?:\.\d+)*\s*[:.]\s*", re.IGNORECASE)
_MENTION = re.compile(r"\bfig(?:ure)?s?\.?\s*\d+[a-z]?\b", re.IGNORECASE)
_NOT_AVAILABLE = "(not available)"  # as requests say of a picture that is missing


@dataclass(frozen=True, slots=True)
class Case:
    """One target of LaMP-Cap. `caption` is the author's, without "Figure 3:"; `figure` knows nothing of it."""

    key: str  # the image's id
    figure: Figure
    caption: str
    profile: tuple[Figure, ...]  # as published, those with a caption
    one: int  # which of them is the profile of "one"
    same_type: bool  # that one's type is the target's

    def request(self, profile: str) -> CaptionRequest:
        """Return what a captioner may know under "none", "one", "all", or "one without" something of DROPS."""
        name, _, dropped = profile.partition(" without ")
        figures = {"none": (), "one": (self.profile[self.one],), "all": self.profile}[name]
        shown = [_without(figure, dropped) for figure in figures]
        style = measure_style(figures) if shown and dropped != "caption" else None
        chosen = tuple(ProfileFigure(figure, "in the same paper", 0.0) for figure in shown)
        return CaptionRequest(self.figure, Profile(chosen, style), markup="pdf")


@dataclass(frozen=True, slots=True)
class Study:
    """The cases of a folder, and how much is missing there."""

    folder: Path
    cases: tuple[Case, ...]
    missing: Mapping[str, int]
    zipped: Mapping[str, tuple[Archive, ZipMember]]  # the pictures that lie in archives, by their paths

    @property
    def draft(self) -> Draft:
        """The folder as a draft that its pictures belong to."""
        return Draft(path=self.folder, root=self.folder, kind="latex", main="")

    def load(self, figure: Figure) -> Picture | None:
        """Return a figure's picture. Nothing is remembered: there are tens of thousands."""
        from capassist.drafts.images import LARGEST_FILE, DraftImages, picture_in

        zipped = self.zipped.get(figure.images[0].path or "") if figure.images else None
        if zipped is None:
            return DraftImages(self.draft).load(figure)
        archive, member = zipped
        data = archive.read(member, LARGEST_FILE)
        return picture_in(data) if data else None


def load(folder: Path) -> Study:
    """Read the test split of LaMP-Cap. Targets without a caption are left out, and so are profile figures without one.

    Raises DraftError when a file is missing or broken.
    """
    if not folder.is_dir():
        raise DraftError(f"{folder} is not a folder.", _HINT)
    files = _files(folder, {_METADATA, *_FIGURES})
    selections = _selections(files[_METADATA], folder)
    entries = _wanted_entries(files, selections, folder)
    missing: Counter[str] = Counter()
    pictures, zipped = _pictures(folder, {Path(entry.file_name).name for entry in entries.values()}, missing)
    figures = {name: _figure(entry, pictures.get(Path(entry.file_name).name)) for name, entry in entries.items()}
    cases = tuple(case for s in selections if (case := _case(s, figures, missing)))
    lacking = {what: count for what, count in missing.items() if count}
    if not cases:
        said = ", ".join(f"{count} {what}" for what, count in lacking.items())
        raise DraftError(f"{folder}: no target can be used; missing: {said}.", _HINT)
    return Study(folder, cases, lacking, zipped)


def _wanted_entries(
    files: Mapping[str, Sequence[Path]], selections: Sequence[TargetWithProfile], folder: Path
) -> dict[int, ScicapFigure]:
    """Return what SciCap's files say of the figures of the targets and their profiles, by image."""
    wanted = {member.image_id for s in selections for member in (s.target, *s.profile)}
    found = [path for name in _FIGURES for path in files[name]]
    if not found:
        raise DraftError(f"{folder} holds none of {', '.join(_FIGURES)}.", _HINT)
    return {name: entry for path in found for name, entry in read_entries(path, wanted).items()}


def _pictures(
    folder: Path, names: set[str], missing: Counter[str]
) -> tuple[dict[str, str], dict[str, tuple[Archive, ZipMember]]]:
    """Return the paths of the pictures of these names, and those that lie in archives by their paths."""
    pictures = {name: _relative(paths[0], folder) for name, paths in _files(folder, names).items() if paths}
    zipped = dict(_zipped(folder, names - pictures.keys(), missing))
    pictures |= {path.rpartition("/")[2]: path for path in zipped}
    missing["pictures"] = len(names) - len(pictures)
    return pictures, zipped


def _files(folder: Path, names: Collection[str]) -> dict[str, list[Path]]:
    """Return where files of these names lie, at any depth."""
    found: dict[str, list[Path]] = {name: [] for name in sorted(names)}
    for parent, _, files in os.walk(folder):
        for name in files:
            if name in found:
                found[name].append(Path(parent) / name)
    return {name: sorted(paths) for name, paths in found.items()}


def _zipped(folder: Path, names: set[str], missing: Counter[str]) -> Iterator[tuple[str, tuple[Archive, ZipMember]]]:
    """Yield the pictures of these names in archives, each with its path as if the archive were a folder."""
    for path in sorted(folder.rglob("*.zip")) if names else ():
        try:
            archive = Archive(path)
            found = archive.find(names)
        except DraftError:
            missing["archives that cannot be read"] += 1
            continue
        missing["volumes of archives"] += archive.missing
        names = names - found.keys()
        yield from ((f"{_relative(path, folder)}/{name}", (archive, found[name])) for name in sorted(found))


def _relative(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _selections(paths: Sequence[Path], folder: Path) -> list[TargetWithProfile]:
    """Read LaMP-Cap's metadata; SciCap has a file of that name, too, which is of another form."""
    error = DraftError(f"{folder} holds no {_METADATA}.", _HINT)
    for path in paths:
        try:
            if selections := list(read_selections(path)):
                return selections
            error = DraftError(f"{path} is empty.", _HINT)
        except DraftError as wrong:
            error = wrong
    raise error


def _case(selection: TargetWithProfile, figures: Mapping[int, Figure], missing: Counter[str]) -> Case | None:
    target = figures.get(selection.target.image_id)
    if target is None or not target.caption:
        missing["targets" if target is None else "targets' captions"] += 1
        return None
    profile = [(m, found) for m in selection.profile if (found := _profile_figure(m, figures, missing))]
    if not profile:
        missing["targets without any profile figure"] += 1
        return None
    one = random.Random(f"{SEED} {target.id}").randrange(len(profile))  # noqa: S311  no secret
    same_type = profile[one][0].figure_type == selection.target.figure_type
    blank = replace(target, state="missing", caption=None)
    return Case(target.id, blank, target.caption, tuple(figure for _, figure in profile), one, same_type)


def _profile_figure(member: Member, figures: Mapping[int, Figure], missing: Counter[str]) -> Figure | None:
    figure = figures.get(member.image_id)
    if figure is None or not figure.caption:
        missing["profile figures" if figure is None else "profile figures' captions"] += 1
        return None
    return figure


def _without(figure: Figure, dropped: str) -> Figure:
    if dropped == "caption":
        return replace(figure, caption=_NOT_AVAILABLE)
    if dropped == "image":
        return replace(figure, images=())
    return replace(figure, mentions=()) if dropped == "paragraph" else figure


def _figure(entry: ScicapFigure, picture: str | None) -> Figure:
    caption = entry.caption_no_index or _INDEX.sub("", entry.caption or "")
    mentions = entry.mention + ((),) * (len(entry.paragraph) - len(entry.mention))
    return Figure(
        id=str(entry.image_id),
        state="written" if caption.strip() else "missing",
        caption=caption.strip() or None,
        type=_TYPES.get(entry.figure_type, "other"),
        images=(Image(path=picture),) if picture else (),
        mentions=tuple(_mention(text, set(said)) for text, said in zip(entry.paragraph, mentions, strict=False)),
        drawn_text="\n".join(entry.ocr),
    )


def _mention(paragraph: str, mentioning: Collection[str]) -> Mention:
    return Mention(paragraph, tuple(_sentences(paragraph, mentioning)))


def _sentences(paragraph: str, mentioning: Collection[str]) -> Iterator[Sentence]:
    """Yield the paragraph's sentences; those that SciCap names point at the figure where they first name one."""
    for start, end in sentence_spans(paragraph):
        text = paragraph[start:end]
        named = _MENTION.search(text)
        points = named is not None and any(text in sentence or sentence in text for sentence in mentioning)
        yield Sentence(text, text, (named.span(),) if named and points else ())
