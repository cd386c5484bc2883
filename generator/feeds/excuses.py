"""The excuses: every gate of every next transition for programs, in the shape of `pps explain` (outputs §9, §14)."""

from collections.abc import Iterator

from generator.edition import Edition
from generator.feeds.document import Document
from generator.feeds.envelope import enveloped
from generator.policy.decision import decide
from generator.reports.decision_json import of_decision
from generator.reports.explanation import as_value, explanation

FOLDER = "api/v1/excuses"


def excuses(edition: Edition) -> Iterator[Document]:
    """Yield the list of everything that is open, and a file for each patch and pilot, ended ones too."""
    opened = [of_decision(decision) for decision in decide(edition.facts).values()]
    yield Document(address=f"{FOLDER}.json", content=enveloped(opened, edition))
    for subject in (*edition.registry.patches, *edition.registry.pilots):
        told = as_value(explanation(edition, subject))
        yield Document(address=f"{FOLDER}/{subject}.json", content=enveloped(told, edition))
