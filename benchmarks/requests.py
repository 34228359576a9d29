"""How much of what authors wrote in their captions is in what a model is sent.

    python benchmarks/requests.py PAPER…

Each captioned figure is left out in turn. "found" is the share of its caption's content words whose stem stands in the text of the
request for it, without the captions that are imitated; "with profile" is the same with them. Tokens are those of the default request:
text as three characters a token, pictures as the models count that take them in tiles.
"""

import argparse
from dataclasses import replace
from pathlib import Path
from statistics import mean

from capassist.captioners.extractive.salience import stems
from capassist.captioners.generative.prompts import caption_messages, imitated
from capassist.captioners.generative.sentence_form import possible_grounds
from capassist.drafts import open_draft
from capassist.drafts.images import request_images
from capassist.evaluation.held_out import Evaluation, HeldOutFigure
from capassist.llm.budget import request_tokens
from capassist.llm.messages import Message, texts_of
from capassist.model import CaptionRequest, Picture, Profile

BOUNDARY = "0" * 16
PROFILE = "3"


def found(target: HeldOutFigure, *, with_profile: bool) -> float:
    """Return the share of the caption's content words that stand in the request."""
    request = target.request(PROFILE)
    if not with_profile:
        request = replace(request, profile=Profile((), request.profile.style))
    text = " ".join(text for message in _messages(request, {}) for text in texts_of(message))
    wanted = stems(target.caption)
    return len(wanted & stems(text)) / len(wanted) if wanted else 1.0


def tokens(target: HeldOutFigure) -> int:
    """Return about how many tokens the default request takes, pictures included."""
    request = target.request(PROFILE)
    large, small = request_images(target.draft)
    loaded = {target.figure.id: large.load(target.figure)}
    loaded |= {figure.id: small.load(figure) for figure in imitated(request)}
    pictures = {figure: picture for figure, picture in loaded.items() if picture}
    return request_tokens(_messages(request, pictures), pictures.values())


def _messages(request: CaptionRequest, pictures: dict[str, Picture]) -> list[Message]:
    """Return the messages of the default request."""
    grounds = possible_grounds(request, pictured=request.figure.id in pictures)
    return caption_messages(request, pictures, BOUNDARY, grounds=grounds)


def main() -> None:
    """Read the papers named on the command line and print the shares and the tokens."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("papers", nargs="+", type=Path, metavar="PAPER")
    targets = [t for path in arguments.parse_args().papers for t in Evaluation([open_draft(path)]).targets]
    print(
        f"{len(targets)} figures: found {mean(found(t, with_profile=False) for t in targets):.2f}, "
        f"with profile {mean(found(t, with_profile=True) for t in targets):.2f}, "
        f"{mean(tokens(t) for t in targets):.0f} tokens a request"
    )


if __name__ == "__main__":
    main()
