# Identity, for openstack-rig: Keystone under waitress, and the users and endpoints. Sourced.
# shellcheck shell=bash

# sqlite_wal FILE: write-ahead log, so that an open read cursor does not block a
# writer ("database is locked" otherwise). The setting stays in the file.
sqlite_wal() {
  "$PYTHON" -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("PRAGMA journal_mode=WAL").fetchone())' "$1"
}

keystone_start() {
  local d=$STATE/keystone url=http://127.0.0.1:$RIG_KEYSTONE_PORT/v3
  cat >"$d/keystone.conf" <<EOF
[DEFAULT]
use_stderr = true
[database]
connection = sqlite:///$d/keystone.db
sqlite_synchronous = false
[token]
provider = fernet
[fernet_tokens]
key_repository = $d/fernet
[fernet_receipts]
key_repository = $d/fernet
[credential]
key_repository = $d/credential
[identity]
password_hash_rounds = 4
EOF
  if [[ ! -e $d/.ready ]]; then
    rm -rf "$d/keystone.db" "$d/fernet" "$d/credential"
    mkdir -m 700 "$d/fernet" "$d/credential"
    {
      ks_manage db_sync
      ks_manage fernet_setup --keystone-user "$(id -un)" --keystone-group "$(id -gn)"
      ks_manage credential_setup --keystone-user "$(id -un)" --keystone-group "$(id -gn)"
      ks_manage bootstrap --bootstrap-password "$RIG_ADMIN_PASSWORD" \
        --bootstrap-username admin --bootstrap-project-name admin \
        --bootstrap-region-id RegionOne --bootstrap-service-name keystone \
        --bootstrap-public-url "$url" --bootstrap-internal-url "$url" --bootstrap-admin-url "$url"
      sqlite_wal "$d/keystone.db"
    } >>"$STATE/log/keystone-init.log" 2>&1 || die "keystone set-up failed, see $STATE/log/keystone-init.log"
    touch "$d/.ready"
  fi
  # waitress, not uwsgi: it keeps connections alive, which HTTP clients rely on. One
  # thread: keystone leaves SQLite connections behind for other threads to trip over.
  spawn keystone env OS_KEYSTONE_CONFIG_FILES="$d/keystone.conf" \
    "$PYTHON" -c '
import sys, waitress
port, sys.argv = int(sys.argv[1]), sys.argv[:1]     # keystone parses argv too
from keystone.server.wsgi import initialize_public_application
waitress.serve(initialize_public_application(), host="127.0.0.1", port=port, threads=1)
' "$RIG_KEYSTONE_PORT"
  wait_for 60 keystone http_ok "$url"
  say "keystone is up"
}
ks_manage() { "$PYTHON" /usr/bin/keystone-manage --config-file "$STATE/keystone/keystone.conf" "$@"; }

# provision identity|volume: users, catalog, volume types
provision() { "$PYTHON" "$HERE/openstack/provision.py" "$1"; }
identity_start() {
  [[ -e $STATE/.identity ]] && return
  provision identity
  touch "$STATE/.identity"
  say "users and catalog are there"
}
