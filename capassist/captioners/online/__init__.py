"""The online captioner: a vision model on an OpenAI-compatible server drafts the caption.

It sends what `prompts` says and nothing else, to the one server that the author named.
"""

from capassist.captioners.online.answers import Answers
from capassist.captioners.online.batches import Batch, BatchApi
from capassist.captioners.online.captioner import OnlineCaptioner, Outlook
from capassist.captioners.online.critic import OnlineCritic
from capassist.captioners.online.dialect import Dialects
from capassist.captioners.online.meter import Meter, Prices

__all__ = ["Answers", "Batch", "BatchApi", "Dialects", "Meter", "OnlineCaptioner", "OnlineCritic", "Outlook", "Prices"]
