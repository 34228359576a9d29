"""The generative captioner: a vision model on an OpenAI-compatible server drafts captions, or judges them.

It sends what `prompts` says and nothing else, to the one server that the author named.
"""

from capassist.captioners.generative.captioner import GenerativeCaptioner
from capassist.captioners.generative.double_checker import ModelDoubleChecker
from capassist.captioners.generative.several_models import SeveralModels
from capassist.captioners.generative.verifier import ModelVerifier

Sender = GenerativeCaptioner | SeveralModels

__all__ = ["GenerativeCaptioner", "ModelDoubleChecker", "ModelVerifier", "Sender", "SeveralModels"]
