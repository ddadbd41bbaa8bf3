#!/bin/sh
# Before nginx starts: the configuration that an officer would copy, with the places of
# compose.yaml in it. The image runs whatever lies in /docker-entrypoint.d.
set -eu
from="${FROM:-/bantin}" to="${TO:-/etc/nginx}" kept="${KEPT:-/var/lib/nginx}" run="${RUN:-/run}"
name="${ALLOWED_HOSTS%%,*}"

mkdir -p "$to/conf.d" "$kept"
# The one that the image brings, and what a nginx that was killed left.
rm -f "$to/conf.d/default.conf" "$run/bantin-seconds.sock"
cp -r "$from/bantin" "$to/"
# Uploads lie in the bucket; Docker turns over what is said; not every machine has IPv6.
sed -e "s/tin\.example\.gov\.vn/$name/g" \
    -e "s/127\.0\.0\.1:8000/$PORTAL/g" \
    -e 's|#include bantin/bucket\.conf|include bantin/bucket.conf|' \
    -e 's|/var/log/nginx/bantin\.log|/dev/stdout|' \
    -e '/listen \[::\]/d' \
    "$from/bantin.conf" > "$to/conf.d/bantin.conf"
if [ "${DESK_ADDRESS:-admin}" != admin ]; then
    sed -i "s|/admin/|/$DESK_ADDRESS/|g" "$to/bantin/server.conf" "$to/bantin/log.conf"
fi
