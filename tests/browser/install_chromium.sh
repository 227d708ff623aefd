#!/bin/sh
# Gives the browser tests a Chromium: the one at hand, else Debian's, else Playwright's own.
set -eu
for name in "${INCLUSION_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
else
    "$1/playwright" install --with-deps chromium || "$1/playwright" install chromium
fi
