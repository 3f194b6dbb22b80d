# The node of kubernetes-rig: a mount namespace, cgroups, a bridge, containerd, kubelet and the CSI driver. Sourced.
# shellcheck shell=bash

# The directories of the node that are not the machine's.
readonly NODE_DIRS=(/var/lib/kubelet /var/lib/containerd /var/lib/cni /var/log)
# What the kubelet changes in the kernel for the whole machine.
readonly SYSCTLS=(vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops
  kernel/keys/root_maxkeys kernel/keys/root_maxbytes)
readonly CGROUPS=/sys/fs/cgroup

# Every cgroup of the node, one in each hierarchy (cgroup v1 and the unified one beside it).
node_cgroups() { printf '%s\n' "$CGROUPS"/*/"$CGROUP"; }
cgroups_make() {
  local h g
  [[ -e $CGROUPS/unified/cgroup.procs ]] || die "this wants cgroup v1 hierarchies and $CGROUPS/unified"
  for h in "$CGROUPS"/*/; do
    [[ -e $h/cgroup.procs && ! -L ${h%/} ]] || continue
    mkdir -p "$h/$CGROUP"
  done
  g=$CGROUPS/cpuset
  cat "$g/cpuset.cpus" >"$g/$CGROUP/cpuset.cpus"
  cat "$g/cpuset.mems" >"$g/$CGROUP/cpuset.mems"
  mkdir -p "$CGROUPS/unified/$CGROUP"/{runtime,rest}
}
cgroups_remove() {
  local g i
  for ((i = 0; i < 50; i++)); do
    while read -r g; do
      [[ ! -d $g ]] || find "$g" -depth -type d -exec rmdir {} + 2>/dev/null || true
    done < <(node_cgroups)
    compgen -G "$CGROUPS/*/$CGROUP" >/dev/null || return 0
    sleep 0.1
  done
  die "a cgroup $CGROUP is still in use"
}
# cgroup_kill NAME: every process in there, and wait until they are gone.
cgroup_kill() {
  local g=$CGROUPS/unified/$CGROUP/$1 i
  [[ -e $g/cgroup.kill ]] || return 0
  echo 1 >"$g/cgroup.kill"
  for ((i = 0; i < 100; i++)); do
    grep -q 'populated 0' "$g/cgroup.events" && return
    sleep 0.05
  done
  die "processes of the node do not end, see $g/cgroup.procs"
}

# node_run COMMAND...: in the node's mount namespace.
node_run() { nsenter --mount="/proc/$(cat "$STATE/run/node.pid")/ns/mnt" -- "$@"; }
# node_spawn NAME CGROUP COMMAND...
node_spawn() {
  local name=$1 group=$CGROUPS/unified/$CGROUP/$2; shift 2
  spawn "$name" bash -c 'echo $$ >"$1" && ns=$2 && shift 2 && exec nsenter --mount="$ns" -- "$@"' \
    "$name" "$group/cgroup.procs" "/proc/$(cat "$STATE/run/node.pid")/ns/mnt" "$@"
}
ctr_() { node_run ctr -n k8s.io "$@"; }

node_files() {
  local d=$STATE/conf
  cat >"$d/containerd.toml" <<END
version = 2
root = "/var/lib/containerd"
state = "/run/containerd"
disabled_plugins = ["io.containerd.internal.v1.restart", "io.containerd.tracing.processor.v1.otlp",
  "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.aufs"]
[grpc]
  address = "/run/containerd/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
  path = "/var/lib/containerd/opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "localhost/pause:1"
  stream_server_address = "127.0.0.1"
  # Without CAP_SYS_RESOURCE nobody may make a process less likely to be killed.
  restrict_oom_score_adj = true
  disable_apparmor = true
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$d/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
END
  # The bridge has its address from this script, so that servers can bind to it before
  # the first pod; and the plugin need not make the machine a router.
  cat >"$d/cni/10-rig.conflist" <<END
{"cniVersion": "1.0.0", "name": "rig", "plugins": [
  {"type": "bridge", "bridge": "$RIG_BRIDGE", "isGateway": false, "ipMasq": false,
   "ipam": {"type": "host-local", "dataDir": "/var/lib/cni/networks",
            "ranges": [[{"subnet": "$RIG_POD_NET.0/24", "gateway": "$HOST_IP"}]],
            "routes": [{"dst": "0.0.0.0/0"}]}}]}
END
  # Names are looked up nowhere, and at once.
  printf 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n' >"$d/resolv.conf"
  cat >"$d/kubelet.yaml" <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $HOST_IP
port: $((RIG_KUBE_PORT + 5))
healthzBindAddress: 127.0.0.1
healthzPort: $((RIG_KUBE_PORT + 6))
readOnlyPort: 0
tlsCertFile: $STATE/pki/kubelet-server.crt
tlsPrivateKeyFile: $STATE/pki/kubelet-server.key
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $STATE/pki/ca.crt}
authorization: {mode: Webhook}
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /$CGROUP
failCgroupV1: false
failSwapOn: false
oomScoreAdj: 0
makeIPTablesUtilChains: false
resolvConf: $d/resolv.conf
volumePluginDir: /var/lib/kubelet/volume-plugins
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: 100Mi, nodefs.available: 1Gi, imagefs.available: 1Gi}
END
}

# What all rigs of a machine share: the first one notes how things were, the last one to
# stop puts them back.
readonly MACHINE=/run/kubernetes-rig
machine_take() {
  local f
  mkdir -p "$MACHINE"
  exec 7>"$MACHINE/lock"; flock 7
  if [[ ! -e $MACHINE/sysctls ]]; then
    for f in "${SYSCTLS[@]}"; do
      [[ ! -r /proc/sys/$f ]] || echo "$f $(cat "/proc/sys/$f")"
    done >"$MACHINE/sysctls"
  fi
  for f in "${NODE_DIRS[@]}"; do
    [[ -d $f ]] || { mkdir "$f" && echo "$f" >>"$MACHINE/made"; }
  done
  exec 7>&-
}
machine_give_back() {
  local f value
  [[ -e $MACHINE/sysctls ]] || return 0
  exec 7>"$MACHINE/lock"; flock 7
  if ! compgen -G "$CGROUPS/unified/kubernetes-rig-*" >/dev/null; then
    while read -r f value; do
      [[ $(cat "/proc/sys/$f") == "$value" ]] || echo "$value" >"/proc/sys/$f"
    done <"$MACHINE/sysctls"
    # Never while a rig runs: removing a directory takes away what is mounted on it in
    # other mount namespaces.
    [[ ! -e $MACHINE/made ]] || xargs -r rmdir --ignore-fail-on-non-empty <"$MACHINE/made"
    rm -rf "$MACHINE"
  fi
  exec 7>&-
}

have_bridge() { ip link show dev "$RIG_BRIDGE" &>/dev/null; }
network_up() {
  if ! have_bridge; then
    : >"$STATE/conf/bridge"
    # An address of its own: else it takes one of its ports', and a pod that goes takes that along, so that what
    # the other pods send to the host is lost for half a minute.
    ip link add "$RIG_BRIDGE" address "$(printf '0a:58:%02x:%02x:%02x:%02x' ${HOST_IP//./ })" type bridge
    # No IPv6, and no duplicate address detection that would delay the pods.
    echo 1 >"/proc/sys/net/ipv6/conf/$RIG_BRIDGE/disable_ipv6" 2>/dev/null || true
    ip addr add "$HOST_IP/24" dev "$RIG_BRIDGE"
  fi
  ip link set "$RIG_BRIDGE" up
}

node_start() {
  local f name d
  cgroups_make
  machine_take
  network_up
  node_files
  for d in "${NODE_DIRS[@]}"; do mkdir -p "$STATE/node$d"; done
  # One process holds the mount namespace.
  if ! alive node; then
    spawn node unshare --mount --propagation private -- bash -ec '
      # The node must not keep busy what others unmount on the machine later.
      awk "/ - fuse[^ ]* | \/dev\/loop/ { print \$5 }" /proc/self/mountinfo | sort -r | while read -r m; do umount -l "$m"; done
      mount --make-rshared /
      for d in "${@:3}"; do mount --bind "$1/node$d" "$d"; done
      mount -t tmpfs -o mode=755 tmpfs /run
      echo $$ >/run/node-ready
      exec "$2"' node "$STATE" "$CACHE/bin/pause" "${NODE_DIRS[@]}"
    wait_for 10 node node_run test -s /run/node-ready
  fi
  node_spawn containerd runtime containerd --config "$STATE/conf/containerd.toml"
  wait_for 30 containerd ctr_ version
  for name in pause busybox $(printf 'restic-%s ' $(restic_versions)); do
    f=$CACHE/images/$name.tar
    [[ -e $STATE/run/imported-$name ]] && continue
    ctr_ images import "$f" >/dev/null
    touch "$STATE/run/imported-$name"
  done
  say "containerd is up"
}
kubelet_start() {
  local k=/var/lib/kubelet
  mkdir -p "$STATE/node$k/plugins/cinder.csi.openstack.org" "$STATE/node$k/plugins_registry"
  node_spawn cinder-csi rest env RIG_CSI_NODE=rig \
    RIG_CSI_SOCKET="$k/plugins/cinder.csi.openstack.org/csi.sock" RIG_CSI_REGISTRY="$k/plugins_registry" \
    RIG_CSI_IMAGES="$RIG_CSI_IMAGES" RIG_CSI_RBD_CONF="$RIG_CSI_RBD_CONF" \
    RIG_CSI_RBD_POOL="$RIG_CSI_RBD_POOL" RIG_CSI_RUN=/run/cinder-csi \
    RIG_CSI_DEVICE="$RIG_CSI_DEVICE" "$CACHE/bin/cinder-csi"
  node_spawn kubelet rest "$CACHE/bin/kubelet" --config "$STATE/conf/kubelet.yaml" \
    --kubeconfig "$STATE/conf/kubelet.kubeconfig" --hostname-override rig --node-ip "$HOST_IP"
  wait_for 60 kubelet kubectl_ wait --for=condition=Ready node/rig --timeout=1s
  wait_for 30 cinder-csi driver_registered
  say "the node is ready"
}
driver_registered() { kubectl_ get csinode rig -o jsonpath='{.spec.drivers[*].name}' | grep -q cinder; }

node_stop() {
  local m g
  halt kubelet 10
  if alive node && [[ -d $CGROUPS/unified/$CGROUP ]]; then
    halt containerd 5
    cgroup_kill kubepods
    cgroup_kill runtime
    # Volumes before the servers of their bytes.
    while read -r m; do node_run umount "$m" || true; done < <(
      awk '$5 ~ "^/var/lib/kubelet/" { print $5 }' "/proc/$(cat "$STATE/run/node.pid")/mountinfo" | sort -r)
    halt cinder-csi 5
    while read -r m; do node_run umount "$m" || true; done < <(
      awk '$5 ~ "^/run/cinder-csi/" { print $5 }' "/proc/$(cat "$STATE/run/node.pid")/mountinfo" | sort -r)
  fi
  for g in kubepods runtime rest; do cgroup_kill "$g"; done
  halt node 5
  rm -f "$STATE"/run/{containerd,cinder-csi,kubelet}.pid
  cgroups_remove
  if [[ -e $STATE/conf/bridge ]] && have_bridge; then ip link del "$RIG_BRIDGE"; fi
  rm -f "$STATE/conf/bridge"
  machine_give_back
}
