#!/bin/sh
# Makes sure of the two programs that the tests need and that no Python package carries: a Chromium browser, and
# pdftoppm of Poppler. It installs them only on Debian and only as root; elsewhere it says what is missing and stops.
set -eu

has_browser() {
    for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

missing() {
    names=""
    has_browser || names="chromium-headless-shell"
    command -v pdftoppm >/dev/null 2>&1 || names="${names:+$names }poppler-utils"
    echo "$names"
}

wanted=$(missing)
if [ -z "$wanted" ]; then exit 0; fi

if [ -e /etc/debian_version ] && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ]; then
    echo "Installing $wanted from Debian (about a minute) ..."
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    # shellcheck disable=SC2086  # Two package names are two words.
    if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends $wanted; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
    fi
    rm -f "$log"
    wanted=$(missing)
    if [ -z "$wanted" ]; then exit 0; fi
fi

echo "The tests need these packages, which are not installed: $wanted. On Debian, as root: apt-get install $wanted" >&2
exit 1
