"""Which headings are no part of what a paper says about its figures."""

import pytest

from capassist.text.back_matter import is_back_matter, sets_back_matter


@pytest.mark.parametrize(
    "heading",
    [
        "Contributions",  # of a paper to its field
        "Our contributions",
        "Acknowledging uncertainty in maps",
        "Funding rates of clinical trials over time",
        "Data",
        "Data and methods",
        "Data analysis",
        "Availability of water in the basin",
        "Ethics of machines",
        "Results",
        "Ergebnisse",
        "结果",
        "",
    ],
)
def test_what_is_read_on(heading):
    assert not is_back_matter(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "Acknowledgements",
        "ACKNOWLEDGMENT",
        "Acknowledgments and Disclosure of Funding",
        "7. Acknowledgements",
        "Author Contributions:",
        "Authors’ contributions",
        "CRediT authorship contribution statement",
        "Funding",
        "Funding information",
        "Funding and acknowledgements",
        "Data availability statement",
        "Data and Code Availability",
        "Data, code and materials availability",
        "Availability of data and materials",
        "Declaration of competing interest",
        "Conflicts of Interest",
        "Danksagung",
        "Remerciements",
        "Agradecimientos",
        "Agradecimentos",
        "Ringraziamenti",
        "Dankwoord",
        "Podziękowania",
        "Poděkování",
        "Благодарности",
        "Teşekkür",
        "致谢",
        "謝辞",
        "감사의 글",
    ],
)
def test_what_is_passed_over(heading):
    assert is_back_matter(heading)


@pytest.mark.parametrize(
    "name", ["acknowledgements", "acknowledgments", "ack", "authorcontributions", "dataavailability", "funding"]
)
def test_commands_of_templates(name):
    assert sets_back_matter(name)


@pytest.mark.parametrize("name", ["section", "theorem", "dataset", "track", "abstract"])
def test_other_commands(name):
    assert not sets_back_matter(name)
