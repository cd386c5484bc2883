# Where the site and the repository are on the web, for steps that write links; they source it.
# SITE_URL is what the variable of that name says, else the address that GitHub Pages gives to the repository.
# shellcheck shell=bash

SITE_URL=${SITE_URL:-https://${GITHUB_REPOSITORY%%/*}.github.io/${GITHUB_REPOSITORY#*/}}
export SITE_URL=${SITE_URL%/}/
export REPOSITORY_URL=${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY
export ISSUES_URL=$REPOSITORY_URL/issues
