"""Bodies of issues as GitHub writes them from the forms."""

from generator.forge.forms import FEEDBACK, VERIFICATION, Form

_GOOD = {
    "subject": "PATCH-1200",
    "vo": "lumen",
    "site": "SILVERFIR-T2",
    "verdict": "positive",
    "blocking": "no",
    "text": "2000 jobs went through, none was lost.",
}


def feedback(**answers: str) -> str:
    """Answers the body of a feedback that is well, with these answers instead."""
    return body(FEEDBACK, _GOOD | answers)


def verification(**answers: str) -> str:
    """Answers the body of a verification by the originator, with these answers instead."""
    good = {"bug": "BUG-1401", "patch": "PATCH-1400", "result": "verified", "text": ""}
    return body(VERIFICATION, good | answers)


def body(form: Form, answers: dict[str, str]) -> str:
    """Answers what GitHub writes: a heading and an answer for each field."""
    return "\n\n".join(
        f"### {heading}\n\n{answers[field] or '_No response_'}" for field, heading in form.headings.items()
    )
