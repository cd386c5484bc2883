"""What an open pull request proposes already: it stays as its reviewers left it, so that a new run changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.authoring.canonical import entries
from generator.authoring.edits import Added, Created, FileChange, Item, source, text_of_new
from generator.files import file_of
from generator.forge.drafts import claim_of
from generator.records.bugs import Bug
from generator.records.feedback import Feedback

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.authoring.edits import Addition, Edit
    from generator.forge.drafts import Draft
    from generator.policy.rule import Facts
    from generator.records.structure import Record

    Proposed = Callable[[str], str | None]
    """Tells the text of a file of the pull request by its path; None where it has none."""


def kept(draft: Draft, proposed: Proposed, facts: Facts) -> Draft:
    """Tell a draft with the words of the pull request: a VO that a reviewer took away stays away."""
    if isinstance(draft.edit, Added):
        return replace(draft, edit=kept_additions(draft.edit, proposed))
    edit = draft.edit
    found = _record_at(edit.path, proposed) if isinstance(edit, Created) else None
    if not isinstance(edit, Created) or not isinstance(found, Feedback) or found.issue_url != edit.fields["issue_url"]:
        return draft
    same = FileChange(path=edit.path, before=None, after=proposed(edit.path))
    return replace(draft, edit=same, to_confirm=claim_of(found.vo, found.author, facts))


def kept_additions(edit: Added, proposed: Proposed) -> Added:
    """Tell additions as the pull request dates them, where it holds the same ones."""
    found = _record_at(edit.path, proposed)
    return replace(edit, additions=tuple(_as_proposed(one, found) for one in edit.additions))


def record_of(edit: Edit) -> Feedback | None:
    """Tell the feedback that an edit creates."""
    text = text_of_new(edit) if isinstance(edit, Created) else edit.after if isinstance(edit, FileChange) else None
    found = file_of(source(edit.path, text)).record if text is not None else None
    return found if isinstance(found, Feedback) else None


def _record_at(path: str, proposed: Proposed) -> Record | None:
    text = proposed(path)
    return file_of(source(path, text)).record if text is not None else None


def _as_proposed(addition: Addition, record: Record | None) -> Addition:
    if not isinstance(addition, Item):
        return addition
    stands = (
        record.followup if isinstance(record, Feedback) else record.verifications if isinstance(record, Bug) else ()
    )
    wanted = _said(addition.value)
    same = (dict(entries(one)) for one in stands)
    return next((replace(addition, value=one) for one in same if _said(one) == wanted), addition)


def _said(value: Mapping[str, Any]) -> dict[str, Any]:
    """Tell what makes an answer or a follow-up the same one, whenever and by whom it was recorded."""
    return {key: value[key] for key in ("patch", "result", "ref", "note") if key in value}
