# The data plane of openstack-rig: one monitor, one manager, one OSD. Sourced.
# shellcheck shell=bash

ceph_() { timeout 20 ceph -c "$STATE/ceph/ceph.conf" --connect-timeout 10 "$@" </dev/null; }
osd_up() { ceph_ osd stat -f json | grep -q '"num_up_osds":1'; }
# The RBD driver reads the pool's free space from the manager's digest.
pool_stats() { ceph_ df -f json | grep -q '"name":"volumes"'; }

ceph_conf() {
  local d=$STATE/ceph p=$RIG_CEPH_PORT
  [[ -s $d/ceph.conf ]] && return
  cat >"$d/ceph.conf" <<EOF
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon host = [v2:127.0.0.1:$p/0,v1:127.0.0.1:$((p + 1))/0]
public network = 127.0.0.0/8
ms bind port min = $((p + 10))
ms bind port max = $((p + 99))
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon allow pool delete = true
mon warn on pool no redundancy = false
mon data = $d/mon
osd data = $d/osd
mgr data = $d/mgr
crash dir = $d/crash
run dir = $STATE/run
mgr initial modules = iostat
[client]
log to file = false
[mon]
mon cluster log file = $STATE/log/ceph-cluster.log
paxos propose interval = $RIG_PAXOS_INTERVAL
paxos min wait = 0.01
admin socket = $STATE/run/\$name.asok
log file = $STATE/log/ceph-mon.log
[mgr]
admin socket = $STATE/run/\$name.asok
log file = $STATE/log/ceph-mgr.log
mgr stats period = 1
[osd]
admin socket = $STATE/run/\$name.asok
log file = $STATE/log/ceph-osd.log
osd objectstore = bluestore
bluestore block create = true
bluestore block size = $(numfmt --from=iec "$RIG_OSD_SIZE")
osd memory target = 939524096
EOF
}
ceph_start() {
  local d=$STATE/ceph p=$RIG_CEPH_PORT uuid
  ceph_conf
  if [[ ! -e $d/mon/.ready ]]; then
    rm -rf "$d/mon" && mkdir -p "$d/mon"
    monmaptool --create --clobber --fsid "$(awk '$1=="fsid"{print $3}' "$d/ceph.conf")" \
      --addv a "[v2:127.0.0.1:$p,v1:127.0.0.1:$((p + 1))]" "$d/monmap" >/dev/null
    ceph-mon -c "$d/ceph.conf" -i a --mkfs --monmap "$d/monmap" >>"$STATE/log/ceph-mkfs.log" 2>&1
    touch "$d/mon/.ready"
  fi
  spawn ceph-mon ceph-mon -c "$d/ceph.conf" -i a -f
  wait_for 30 ceph-mon ceph_ mon stat
  spawn ceph-mgr ceph-mgr -c "$d/ceph.conf" -i a -f
  if [[ ! -e $d/osd/.ready ]]; then
    rm -rf "$d/osd" && mkdir -p "$d/osd"
    uuid=$(cat /proc/sys/kernel/random/uuid)
    ceph_ osd new "$uuid" 0 >/dev/null
    ceph-osd -c "$d/ceph.conf" -i 0 --mkfs --osd-uuid "$uuid" >>"$STATE/log/ceph-mkfs.log" 2>&1
    touch "$d/osd/.ready"
  fi
  spawn ceph-osd ceph-osd -c "$d/ceph.conf" -i 0 -f
  wait_for 60 ceph-osd osd_up
  if [[ ! -e $d/.pools ]]; then
    for pool in volumes backups; do
      ceph_ osd pool create "$pool" 8 >/dev/null 2>&1
      ceph_ osd pool application enable "$pool" rbd >/dev/null 2>&1
    done
    touch "$d/.pools"
  fi
  wait_for 60 ceph-mgr pool_stats
  say "ceph is up"
}
