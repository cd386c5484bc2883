#!/usr/bin/env bash
# Puts what a command wrote on a branch of the bot, as one commit on top of the main branch, and pushes it.
#
#   propose.sh BRANCH MESSAGE FOLDER…
#
# Nothing outside the named folders may have changed. Prints `changed` where there is something to propose.
set -euo pipefail

branch=$1 message=$2
shift 2

source "$(dirname "$0")/identity.sh"

for folder in "$@"; do
    [[ ! -e $folder ]] || git add --all -- "$folder"
done
if [[ -n $(git status --porcelain | grep --invert-match '^[AMDR]  ') ]]; then
    echo "propose.sh: something outside $* has changed; nothing is proposed:" >&2
    git status --short >&2
    exit 1
fi
if git diff --cached --quiet; then
    echo "nothing to propose" >&2
    exit
fi
git switch --quiet --force-create "$branch"
git commit --quiet --message "$message"
# What the branch holds already is not pushed again: a new commit would ask reviewers for the same review once more.
if git fetch --quiet origin "refs/heads/$branch" 2> /dev/null && git diff --quiet FETCH_HEAD HEAD -- "$@"; then
    echo "the branch holds it already" >&2
else
    git push --quiet --force origin "HEAD:refs/heads/$branch"
fi
echo changed
