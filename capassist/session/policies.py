"""What venues ask of authors who used a program for their text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """What a venue asks of authors who used a program for their text."""

    venue: str
    name: str
    address: str
    seen: str  # when, and whether on its own page
    place: str  # where the statement goes
    asks: str  # what it has to say, in whole sentences
    also: str = ""  # a sentence that this venue's statement has in addition


_REPORTED = "November 2026"
_PAGE = f"read in {_REPORTED}"
POLICIES = {
    policy.venue: policy
    for policy in (
        Policy(
            "acm",
            "ACM",
            "https://www.acm.org/publications/policies/frequently-asked-questions",
            _PAGE,
            "the acknowledgements, or elsewhere where it is plainly seen",
            "Generated text is disclosed in proportion to its extent. Where whole captions were generated, an appendix "
            "names the tools with their versions, the prompts, and what was edited afterwards. Grammar and spelling "
            "help is exempt.",
            also="The model was prompted for one caption at a time.",
        ),
        Policy(
            "ieee",
            "IEEE",
            "https://open.ieee.org/author-guidelines-for-artificial-intelligence-ai-generated-text/",
            _PAGE,
            "the acknowledgments",
            "Generated text is disclosed with the system, the parts of the article, and the level at which the "
            "system was used.",
            also="The level of use was a first draft.",
        ),
        Policy(
            "nature",
            "Nature Portfolio",
            "https://www.nature.com/articles/s41592-026-03020-1",
            f"an editorial of Nature Methods, {_PAGE}; the rest as others report it",
            "the Methods section, or another suitable part where there is none",
            "Text that a language model wrote is documented. Copy editing of text that a person wrote need not be.",
        ),
        Policy(
            "elsevier",
            "Elsevier",
            "https://www.elsevier.com/about/policies-and-standards/generative-ai-policies-for-journals",
            f"{_PAGE} in part; the form of its declaration as others quote it",
            "a section of its own before the references, the declaration of generative AI",
            "The tool and the reason are named, and that the authors reviewed the text and answer for it. The page "
            "gives a form of words to fill in: take that. It also asks you to look at the tool's terms on privacy.",
        ),
        Policy(
            "acl",
            "ACL",
            "https://www.aclweb.org/adminwiki/index.php/ACL_Policy_on_Publication_Ethics",
            f"a copy of the page, {_PAGE}",
            "the acknowledgements, and question E1 of the Responsible NLP checklist",
            "The use is disclosed in full: where text was generated, and that it was checked. Polishing your own "
            "text and writing text of little novelty are among the uses that it lists as proper.",
        ),
        Policy(
            "iclr",
            "ICLR 2026",
            "https://iclr.cc/FAQ/LLM",
            f"{_PAGE}; what the submission form asks as others report it",
            "the paper, and the submission form",
            "Any use of a language model is disclosed. A paper that hides it may be rejected without a review.",
        ),
        Policy(
            "neurips",
            "NeurIPS 2025",
            "https://neurips.cc/Conferences/2025/LLM",
            _PAGE,
            "none is asked for where the model is no part of the method; elsewhere, the experimental setup",
            "Any tool may be used, and the authors answer for every word. It warns that tools may keep what they "
            "are sent.",
        ),
        Policy(
            "icml",
            "ICML 2026",
            "https://icml.cc/Conferences/2026/CallForPapers",
            f"as others report it, {_REPORTED}",
            "none is asked for; where the use is notable, wherever it is explained best",
            "Any tool may be used for writing, and the authors answer for every word. Explaining a notable use is "
            "encouraged.",
        ),
        Policy(
            "plos",
            "PLOS",
            "https://journals.plos.org/plosone/s/ethical-publishing-practice",
            f"as others report it, {_REPORTED}",
            "the Methods section, or the Acknowledgements of an article without one",
            "The tools are named, how they were used, how what they gave was checked, and which parts of the "
            "manuscript come of it.",
        ),
        Policy(
            "aps",
            "APS (Physical Review)",
            "https://journals.aps.org/authors",
            f"its rules of June 2026 as others report them, {_REPORTED}; none of them says where it goes",
            "the acknowledgments, unless the page says otherwise",
            "Any use is disclosed: the tool with its version, what it did, how it was directed, and how what it gave "
            "was checked.",
        ),
        Policy(
            "acs",
            "ACS",
            "https://axial.acs.org/publishing/ai-in-research-and-peer-review-facing-the-future-with-integrity",
            f"a page of the publisher's that quotes the rule, {_PAGE}",
            "the Acknowledgments",
            "Text that a tool generated is disclosed with when and how the tool was used.",
        ),
        Policy(
            "apa",
            "APA",
            "https://www.apa.org/pubs/journals/resources/publishing-tips/policy-generative-ai",
            f"its rules of August 2025 as a journal that follows them quotes them, {_REPORTED}",
            "the most fitting place: most often the Introduction or the Method section",
            "Use of a model in drafting the manuscript is disclosed, and the model is cited. The authors answer for "
            "what it gave. No confidential material is entered into open tools.",
        ),
    )
}
