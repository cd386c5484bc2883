#!/usr/bin/env bash
# Keeps the branch `ledger`, which holds what must outlive a run and is no record: archived reviews, deliveries.
#
#   ledger.sh open FOLDER           lays the branch out in FOLDER; starts it without a past where there is none
#   ledger.sh keep FOLDER MESSAGE   commits what stands in FOLDER and pushes it, after what others pushed meanwhile
#
# The remote is `origin`.
set -euo pipefail

branch=ledger
attempts=5

source "$(dirname "$0")/identity.sh"

# Tells whether the branch exists; a remote that does not answer ends the script instead of starting a second ledger.
exists() {
    local found=0
    git ls-remote --exit-code --quiet origin "refs/heads/$branch" > /dev/null || found=$?
    ((found == 0 || found == 2)) || { echo "ledger.sh: the remote does not answer" >&2; exit 4; }
    return "$found"
}

open() {
    if exists; then
        git fetch --quiet origin "+refs/heads/$branch:refs/remotes/origin/$branch"
        git worktree add --quiet --detach "$1" "refs/remotes/origin/$branch"
    else
        git worktree add --quiet --detach "$1" HEAD
        git -C "$1" switch --quiet --orphan "started-$branch"
    fi
}

keep() {
    git -C "$1" add --all
    if git -C "$1" diff --cached --quiet; then
        echo "nothing new for the ledger"
        return
    fi
    git -C "$1" commit --quiet --message "$2"
    for ((attempt = 1; attempt <= attempts; attempt++)); do
        git -C "$1" push --quiet origin "HEAD:refs/heads/$branch" && return
        git -C "$1" fetch --quiet origin "+refs/heads/$branch:refs/remotes/origin/$branch"
        git -C "$1" rebase --quiet "refs/remotes/origin/$branch"
    done
    echo "ledger.sh: the branch $branch could not be pushed in $attempts attempts" >&2
    exit 1
}

case ${1:-} in
    open) open "$2" ;;
    keep) keep "$2" "$3" ;;
    *) echo "usage: ledger.sh open FOLDER | ledger.sh keep FOLDER MESSAGE" >&2; exit 2 ;;
esac
