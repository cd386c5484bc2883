#!/bin/sh
# Installs those of the named Debian packages that this machine lacks, and starts no service.
# Without the right to install it names the line to run and fails.
set -eu

present() {
    case $1 in
        chromium) command -v chromium || command -v chromium-browser || command -v google-chrome ;;
        slapd) command -v slapd || test -x /usr/sbin/slapd ;;
        ldap-utils) command -v ldapsearch ;;
        glue-schema) test -e /etc/ldap/schema/GLUE20.schema ;;
        bdii) test -x /usr/sbin/bdii-update ;;
        python3-venv) "${PYTHON:-python3}" -c 'import ensurepip' ;;
        *) dpkg-query --show "$1" ;;
    esac >/dev/null 2>&1
}

missing=
for package; do
    present "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

give_up() {
    echo "This machine lacks:$missing ($1). Run this line, then try again:" >&2
    echo "    sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
}

command -v apt-get >/dev/null || give_up "and it has no apt-get: install what the Debian packages of these names hold"
if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    give_up "and installing them takes root"
fi

# Debian's own switch against starting services: a policy-rc.d that answers 101. One that stands already is put back.
policy=/usr/sbin/policy-rc.d
kept=$policy.kept-by-pps-bulletin
restore() {
    $as_root rm -f "$policy"
    [ ! -e "$kept" ] || $as_root mv "$kept" "$policy"
}
[ ! -e "$policy" ] || $as_root mv "$policy" "$kept"
trap restore EXIT
trap 'exit 1' HUP INT TERM
printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
$as_root chmod 755 "$policy"

echo "Installing:$missing"
$as_root apt-get update -qq || echo "The package lists could not be renewed; going on with those at hand." >&2
# shellcheck disable=SC2086 # the list and the prefix are meant to be split
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends $missing >/dev/null ||
    give_up "and apt-get could not install them"

# The tests start a directory server of their own; one that starts with the machine was not asked for.
case " $missing " in
    *" slapd "*) $as_root update-rc.d slapd disable >/dev/null 2>&1 || true ;;
esac

for package in $missing; do
    present "$package" || give_up "and installing did not bring $package"
done
