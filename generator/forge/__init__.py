"""The pull request and the issue: what the repository's forge knows, and what is told there."""
