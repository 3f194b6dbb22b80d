# Block storage, for openstack-rig: Cinder with the RBD driver. Sourced.
# shellcheck shell=bash

cinder_init() {
  local d=$STATE/cinder ks=http://127.0.0.1:$RIG_KEYSTONE_PORT/v3 backends=rbd
  local backup_driver=cinder.backup.drivers.posix.PosixBackupDriver rbd_user=
  [[ $RIG_FAKE_BACKEND == 1 ]] && backends=rbd,fake
  if [[ $RIG_BACKUP == ceph ]]; then
    # This driver insists on a named user for the source volume, and os-brick then on
    # a keyring, although this cluster asks for no key.
    backup_driver=cinder.backup.drivers.ceph.CephBackupDriver
    rbd_user="rbd_user = admin
rbd_keyring_conf = $STATE/ceph/keyring"
    [[ -s $STATE/ceph/keyring ]] || ceph-authtool --create-keyring "$STATE/ceph/keyring" \
      --gen-key -n client.admin >/dev/null
  fi
  cat >"$d/cinder.conf" <<EOF
[DEFAULT]
host = rig
my_ip = 127.0.0.1
use_stderr = true
state_path = $d
transport_url = fake://
auth_strategy = keystone
api_paste_config = /usr/share/cinder-common/api-paste.ini
resource_query_filters_file = $d/resource_filters.json
osapi_volume_listen = 127.0.0.1
osapi_volume_listen_port = $RIG_CINDER_PORT
osapi_volume_workers = 1
public_endpoint = http://127.0.0.1:$RIG_CINDER_PORT/
enabled_backends = $backends
default_volume_type = rbd
# Publish statistics at once and often (the defaults leave backups without an
# "available" backup service for up to two minutes after the start).
periodic_interval = 5
periodic_fuzzy_delay = 0
backup_driver_stats_polling_interval = 10
backup_use_same_host = true
backup_driver = $backup_driver
backup_posix_path = $d/backups
backup_compression_algorithm = zstd
backup_file_size = 52428800
backup_sha_block_size_bytes = 32768
backup_ceph_conf = $STATE/ceph/ceph.conf
backup_ceph_pool = backups
backup_ceph_user = admin
[database]
connection = sqlite:///$d/cinder.db
sqlite_synchronous = false
[keystone_authtoken]
www_authenticate_uri = $ks
auth_url = $ks
auth_type = password
username = cinder
password = $RIG_ADMIN_PASSWORD
project_name = service
user_domain_id = default
project_domain_id = default
# Which of the names in the catalog access rules have to give; without it no credential with rules is accepted.
service_type = volumev3
# Seconds that Cinder believes a token without asking. The default of 300 would hide a
# revocation for that long.
token_cache_time = 5
[oslo_concurrency]
lock_path = $d/lock
[coordination]
backend_url = file://$d/coordination
[rbd]
volume_driver = cinder.volume.drivers.rbd.RBDDriver
volume_backend_name = rbd
rbd_pool = volumes
rbd_ceph_conf = $STATE/ceph/ceph.conf
rados_connect_timeout = 10
$rbd_user
[fake]
volume_driver = cinder.tests.fake_driver.FakeLoggingVolumeDriver
volume_backend_name = fake
EOF
  mkdir -p "$d/backups" "$d/lock" "$d/coordination"
  # Cinder's default list of what may be filtered by (only root can read /etc/cinder).
  cat >"$d/resource_filters.json" <<'EOF'
{"volume": ["name", "status", "metadata", "bootable", "migration_status",
            "availability_zone", "group_id", "size", "created_at", "updated_at",
            "consumes_quota"],
 "backup": ["name", "status", "volume_id"],
 "snapshot": ["name", "status", "volume_id", "metadata", "availability_zone",
              "consumes_quota"],
 "group": ["name"],
 "group_snapshot": ["name", "status", "group_id"],
 "attachment": ["volume_id", "status", "instance_id", "attach_status"],
 "message": ["resource_uuid", "resource_type", "event_id", "request_id", "message_level"],
 "pool": ["name", "volume_type"],
 "volume_type": ["is_public", "extra_specs"]}
EOF
  if [[ ! -e $d/.ready ]]; then
    rm -f "$d/cinder.db"
    {
      "$PYTHON" /usr/bin/cinder-manage --config-file "$d/cinder.conf" db sync
      sqlite_wal "$d/cinder.db"
    } >>"$STATE/log/cinder-init.log" 2>&1 || die "cinder db sync failed, see $STATE/log/cinder-init.log"
    touch "$d/.ready"
  fi
}
# The driver of cinder-backup, as RIG_BACKUP names it.
backup_driver() {
  sed -n 's/^backup_driver = cinder\.backup\.drivers\.\([a-z]*\)\..*/\1/p' "$STATE/cinder/cinder.conf"
}
cinder_start() {
  rm -f "$STATE/cinder/volume-halt" "$STATE/cinder/volume-halted"
  # CEPH_CONF: for the librados clients that os-brick makes.
  spawn cinder env CEPH_CONF="$STATE/ceph/ceph.conf" \
    "$PYTHON" "$HERE/openstack/cinder-all.py" --config-file "$STATE/cinder/cinder.conf"
  wait_for 180 cinder http_ok "http://127.0.0.1:$RIG_CINDER_PORT/healthcheck"
  say "cinder-api answers"
}
# cinder-volume alone, within the one process: see follow_switch there.
volume_halt() {
  touch "$STATE/cinder/volume-halt"
  wait_for 60 cinder test -e "$STATE/cinder/volume-halted"
}
volume_start() {
  rm -f "$STATE/cinder/volume-halt"
  wait_for 60 cinder test ! -e "$STATE/cinder/volume-halted"
}
