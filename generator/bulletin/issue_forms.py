"""The query that opens an issue form with some of its fields filled in, as pages, messages and channels link it."""

from urllib.parse import urlencode


def form_query(form: str, title: str, **filled: str | None) -> str:
    """Write the query of a form, by the name of its file below `.github/ISSUE_TEMPLATE/`; empty fields are left out."""
    known = {key: value for key, value in filled.items() if value}
    return urlencode({"template": f"{form}.yml", "title": title, **known})
