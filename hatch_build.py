"""Puts the sources of the site into the wheel; an editable installation reads them from its checkout."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SITE_SOURCES = {
    "mkdocs.yml": "generator/_site/mkdocs.yml",
    "site_templates": "generator/_site/site_templates",
}
CASES = "tests/policy"


class SiteSourcesHook(BuildHookInterface[Any]):
    """Adds the site's sources to a standard wheel, where `generator.assets` looks for them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds nothing to an editable wheel: a copy of the templates there would go stale."""
        if version == "standard":
            build_data["force_include"].update({**SITE_SOURCES, **self._cases()})

    def _cases(self) -> dict[str, str]:
        """The cases of the rules, which are the examples on the rules' pages."""
        folder = Path(self.root) / CASES
        found = sorted(folder.glob("*/*.md"))
        return {str(path): f"generator/_site/cases/{path.relative_to(folder).as_posix()}" for path in found}
