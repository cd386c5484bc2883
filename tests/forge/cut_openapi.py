"""
Cuts what we use out of GitHub's published OpenAPI description, as JSON Schemas without a word of its prose.

Renew it so: `npm pack @octokit/openapi`, unpack it, then
`python -m tests.forge.cut_openapi package/generated/api.github.com.json > tests/forge/github-openapi.json`.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OPERATIONS = (
    ("get", "/repos/{owner}/{repo}"),
    ("get", "/repos/{owner}/{repo}/issues"),
    ("post", "/repos/{owner}/{repo}/issues"),
    ("get", "/repos/{owner}/{repo}/issues/{issue_number}"),
    ("patch", "/repos/{owner}/{repo}/issues/{issue_number}"),
    ("put", "/repos/{owner}/{repo}/issues/{issue_number}/lock"),
    ("post", "/repos/{owner}/{repo}/issues/{issue_number}/labels"),
    ("get", "/repos/{owner}/{repo}/issues/{issue_number}/comments"),
    ("post", "/repos/{owner}/{repo}/issues/{issue_number}/comments"),
    ("patch", "/repos/{owner}/{repo}/issues/comments/{comment_id}"),
    ("get", "/repos/{owner}/{repo}/pulls"),
    ("post", "/repos/{owner}/{repo}/pulls"),
    ("get", "/repos/{owner}/{repo}/pulls/{pull_number}"),
    ("patch", "/repos/{owner}/{repo}/pulls/{pull_number}"),
    ("get", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews"),
    ("get", "/repos/{owner}/{repo}/pulls/{pull_number}/files"),
    ("get", "/repos/{owner}/{repo}/commits/{commit_sha}/pulls"),
    ("get", "/repos/{owner}/{repo}/activity"),
    ("get", "/repos/{owner}/{repo}/actions/runs/{run_id}"),
    ("get", "/repos/{owner}/{repo}/actions/artifacts"),
)
WORDS = frozenset(
    {"description", "summary", "example", "examples", "externalDocs", "title", "deprecated", "default", "readOnly"}
)
"""Keywords that tell people something and hold no answer to a rule."""


def subset(published: dict[str, Any]) -> dict[str, Any]:
    """Answers the operations with their parameters, bodies and answers, and the schemas that these name."""
    operations = {f"{method.upper()} {path}": _operation(published, method, path) for method, path in OPERATIONS}
    schemas: dict[str, Any] = {}
    waiting = sorted(set(_names(operations)))
    while waiting:
        name = waiting.pop()
        if name not in schemas:
            schemas[name] = _plain(published["components"]["schemas"][name])
            waiting += sorted(set(_names(schemas[name])))
    version = published["info"]["version"]
    return {"version": version, "operations": operations, "schemas": dict(sorted(schemas.items()))}


def _operation(published: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    found = published["paths"][path][method]
    told = [_resolved(published, one) for one in found.get("parameters", ())]
    return {
        "parameters": {one["name"]: _plain(one["schema"]) for one in told if one["in"] in {"path", "query"}},
        "body": _content(published, found.get("requestBody", {})),
        "answers": {status: _content(published, one) for status, one in found["responses"].items()},
    }


def _content(published: dict[str, Any], value: dict[str, Any]) -> Any:
    """Answers the schema of a body, or nothing where it has none."""
    whole = _resolved(published, value).get("content", {}).get("application/json", {})
    return _plain(whole["schema"]) if "schema" in whole else None


def _resolved(published: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in value:
        return value
    found: Any = published
    for part in value["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    assert isinstance(found, dict)
    return found


def _plain(value: Any) -> Any:
    """Answers a schema in the words of JSON Schema: what may be null says so in its type."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return {"$ref": f"#/schemas/{value['$ref'].rpartition('/')[2]}"}
    kept = {key: inner for key, inner in value.items() if key not in WORDS | {"nullable", "properties"}}
    found = {key: _plain(inner) for key, inner in kept.items() if not key.startswith("x-")}
    if "properties" in value:
        found["properties"] = {key: _plain(inner) for key, inner in value["properties"].items()}
    return {"anyOf": [found, {"type": "null"}]} if value.get("nullable") else found


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"].rpartition("/")[2]
        for inner in value.values():
            yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)


if __name__ == "__main__":
    text = json.dumps(subset(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))), sort_keys=True, indent=1)
    sys.stdout.write(f"{text}\n")
