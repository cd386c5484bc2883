#!/usr/bin/env bash
# Sets a repository of records on GitHub up: rights, protection, Pages, teams, labels. Running it again changes nothing.
#
#   settings.sh [--dry-run] OWNER/REPOSITORY
#
# It needs `gh`, logged in as an administrator of the repository. Run it in the top folder of a checkout. With --dry-run
# it prints what it would ask GitHub to do.
set -euo pipefail

dry_run=
if [[ ${1:-} == --dry-run ]]; then dry_run=yes && shift; fi
if [[ ! ${1:-} =~ ^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$ ]]; then
    echo "usage: settings.sh [--dry-run] OWNER/REPOSITORY" >&2
    exit 2
fi
repository=$1 owner=${1%%/*}
if [[ ! -f .github/CODEOWNERS ]]; then
    echo "settings.sh: there is no .github/CODEOWNERS here; run it in the top folder of a checkout" >&2
    exit 2
fi

# The app that runs the workflows: nobody else can report a check of that name.
actions_app=15368

# Asks GitHub to change something; the body stands on the standard input.
change() {
    local method=$1 path=$2
    echo "$method $path"
    if [[ -n $dry_run ]]; then cat; else gh api --method "$method" "$path" --input - > /dev/null; fi
}

# Asks GitHub what is there: the lines that a jq expression finds in the answer, none where there is no such thing.
found() {
    if [[ -z $dry_run ]]; then gh api --paginate "$1" --jq "$2" 2> /dev/null || true; fi
}

# Makes a ruleset, or renews the one of this name; its body stands on the standard input.
ruleset() {
    local id
    id=$(found "repos/$repository/rulesets" ".[] | select(.name == \"$1\") | .id" | head -n 1)
    if [[ -n $id ]]; then change PUT "repos/$repository/rulesets/$id"; else change POST "repos/$repository/rulesets"; fi
}

echo "# Workflows read, and may open pull requests; nobody approves his own work by them"
change PUT "repos/$repository/actions/permissions/workflow" << 'BODY'
{"default_workflow_permissions": "read", "can_approve_pull_request_reviews": true}
BODY
echo "# Actions of GitHub only"
change PUT "repos/$repository/actions/permissions" << 'BODY'
{"enabled": true, "allowed_actions": "selected"}
BODY
change PUT "repos/$repository/actions/permissions/selected-actions" << 'BODY'
{"github_owned_allowed": true, "verified_allowed": false, "patterns_allowed": []}
BODY

# A job that is skipped counts as passed; the matrix of tests has no name of its own then, and cannot be required.
checks="{\"context\": \"judge the records by the rules of the base\", \"integration_id\": $actions_app}"
if [[ -f .github/workflows/code.yml ]]; then
    checks+=", {\"context\": \"make check (linters, types, records)\", \"integration_id\": $actions_app}"
fi
echo "# The main branch changes by reviewed pull requests that are up to date and pass"
ruleset main << BODY
{"name": "main", "target": "branch", "enforcement": "active",
 "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}},
 "bypass_actors": [],
 "rules": [
  {"type": "deletion"},
  {"type": "non_fast_forward"},
  {"type": "pull_request", "parameters": {
   "required_approving_review_count": 1, "require_code_owner_review": true, "require_last_push_approval": true,
   "dismiss_stale_reviews_on_push": false, "required_review_thread_resolution": true}},
  {"type": "required_status_checks", "parameters": {
   "strict_required_status_checks_policy": true, "required_status_checks": [$checks]}}]}
BODY
echo "# The branch ledger, which keeps the evidence, is only added to"
ruleset ledger << 'BODY'
{"name": "ledger", "target": "branch", "enforcement": "active",
 "conditions": {"ref_name": {"include": ["refs/heads/ledger"], "exclude": []}},
 "bypass_actors": [],
 "rules": [{"type": "deletion"}, {"type": "non_fast_forward"}]}
BODY

echo "# GitHub Pages are published by the workflow; secrets are given to the main branch only"
pages=POST
if [[ -n $(found "repos/$repository/pages" .build_type) ]]; then pages=PUT; fi
change "$pages" "repos/$repository/pages" << 'BODY'
{"build_type": "workflow"}
BODY
for environment in github-pages notices; do
    change PUT "repos/$repository/environments/$environment" << 'BODY'
{"deployment_branch_policy": {"protected_branches": false, "custom_branch_policies": true}}
BODY
    policies="repos/$repository/environments/$environment/deployment-branch-policies"
    if [[ -z $(found "$policies" '.branch_policies[] | select(.name == "main") | .name') ]]; then
        change POST "$policies" <<< '{"name": "main"}'
    fi
done

echo "# The labels that issue forms set"
known=$(found "repos/$repository/labels" '.[].name')
mapfile -t labels < <(sed -n 's/^labels: \[\(.*\)\]$/\1/p' .github/ISSUE_TEMPLATE/*.yml | tr -d ' ' | tr , '\n' | sort -u)
for label in "${labels[@]}"; do
    if ! grep --quiet --line-regexp --fixed-strings "$label" <<< "$known"; then
        change POST "repos/$repository/labels" <<< "{\"name\": \"$label\"}"
    fi
done

echo "# The teams that own folders, with the right to write; one that is missing is made, and is empty"
mapfile -t teams < <(grep --only-matching --extended-regexp "@$owner/[A-Za-z0-9_-]+" .github/CODEOWNERS | sort -u)
for team in "${teams[@]#*/}"; do
    if [[ -z $(found "orgs/$owner/teams/$team" .slug) ]]; then
        change POST "orgs/$owner/teams" <<< "{\"name\": \"$team\", \"privacy\": \"closed\"}"
    fi
    change PUT "orgs/$owner/teams/$team/repos/$repository" <<< '{"permission": "push"}'
done
