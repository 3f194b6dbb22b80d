# kubernetes-rig smoke: does it all work? Sourced.
# shellcheck shell=bash

k() { kubectl_ -n "$NS" "$@"; }
# job NAME IMAGE COMMAND [JOB_FIELDS [POD_FIELDS [CONTAINER_FIELDS]]]: each one line of YAML
job() {
  k apply -f - <<END
apiVersion: batch/v1
kind: Job
metadata: {name: $1}
spec:
  ${4:-backoffLimit: 0}
  template:
    spec:
      restartPolicy: Never
      terminationGracePeriodSeconds: 1
      ${5:-}
      containers:
      - name: main
        image: $2
        command: $3
        ${6:-}
END
}
sh_job() { job "$1" localhost/busybox:1 "[sh, -c, '$2']" "${@:3}"; }
until_() { k wait --timeout=60s --for="$@"; }
complete() { until_ condition=Complete "job/$1" || { k describe pod -l job-name="$1"; k logs "job/$1"; return 1; }; }
failed() { until_ condition=Failed "job/$1"; }
of_job() { k get job "$1" -o jsonpath="$2"; }
of_pod() { k get pod -l job-name="$1" -o jsonpath="$2"; }
# eventually COMMAND...: for 60 seconds
eventually() {
  local limit=$((SECONDS + 60))
  until "$@"; do ((SECONDS < limit)) || return 1; sleep 0.2; done
}
same() { [[ $1 == "$2" ]] || { echo "expected: $2"; echo "found: $1"; return 1; }; }

rbd_() { rbd -c "$RIG_CSI_RBD_CONF" --pool "$RIG_CSI_RBD_POOL" "$@"; }
# A volume's bytes, wherever they are.
volume_put() { # ID FILE
  if [[ -n $RIG_CSI_RBD_CONF ]]; then rbd_ import --no-progress "$2" "volume-$1"
  else cp --sparse=always "$2" "$RIG_CSI_IMAGES/$1.img"; fi
}
volume_get() { # ID FILE
  rm -f "$2"
  if [[ -n $RIG_CSI_RBD_CONF ]]; then rbd_ export --no-progress "volume-$1" "$2"
  else cp --sparse=always "$RIG_CSI_IMAGES/$1.img" "$2"; fi
}
volume_delete() {
  if [[ -n $RIG_CSI_RBD_CONF ]]; then rbd_ rm --no-progress "volume-$1"; else rm -f "$RIG_CSI_IMAGES/$1.img"; fi
}
# claim NAME OPTIONS: a volume that exists, and a claim to it, each naming the other
claim() {
  k apply -f - <<END
apiVersion: v1
kind: PersistentVolume
metadata: {name: $NS-$1}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Retain
  storageClassName: csi-cinder
  mountOptions: $2
  claimRef: {namespace: $NS, name: $1}
  csi: {driver: cinder.csi.openstack.org, volumeHandle: $NS-$1, fsType: ext4}
  nodeAffinity:
    required:
      nodeSelectorTerms:
      - matchExpressions: [{key: topology.cinder.csi.openstack.org/zone, operator: In, values: [nova]}]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: $1}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: csi-cinder
  volumeName: $NS-$1
  resources: {requests: {storage: 1Gi}}
END
  until_ "jsonpath={.status.phase}=Bound" "pvc/$1"
}
readonly ON_DATA="volumeMounts: [{name: data, mountPath: /data, readOnly: true}]"
data() { echo "volumes: [{name: data, persistentVolumeClaim: {claimName: $1${2:+, readOnly: true}}}]"; }
mount_failure() { k get events -o jsonpath='{range .items[?(@.reason=="FailedMount")]}{.message}{"\n"}{end}'; }
mount_failed_with() { mount_failure | grep -F "$1"; }

smoke_version() {
  same "$(kubectl_ version -o json | grep -o '"gitVersion": "[^"]*"' | sort -u)" "\"gitVersion\": \"v$RIG_KUBE_VERSION\""
}
smoke_listeners() { # nothing but the loopback and the bridge
  local d pids
  for d in $(daemons); do pids+=${pids:+|}$(cat "$STATE/run/$d.pid"); done
  ! ss -Hltnup | grep -E "pid=($pids)," | awk '{print $5}' | grep -vE "^(127\.0\.0\.1|\[?::ffff:127\.0\.0\.1\]?|${HOST_IP//./\\.}):"
}
smoke_rbac() {
  local as=(--kubeconfig /dev/null --server "https://127.0.0.1:$RIG_KUBE_PORT" --certificate-authority "$STATE/pki/ca.crt" -n "$NS")
  k create serviceaccount backup
  as+=(--token "$(k create token backup)")
  ! "$CACHE/bin/kubectl" "${as[@]}" get secrets >"$TMP/denied" 2>&1
  grep -i forbidden "$TMP/denied"
  k create role backup --verb=get,list --resource=secrets
  k create rolebinding backup --role=backup --serviceaccount="$NS:backup"
  eventually "$CACHE/bin/kubectl" "${as[@]}" get secrets
}
smoke_bound() { claim bound '[ro]'; }
smoke_pending() {
  sh_job pending true "" "nodeSelector: {no: such-node}"
  eventually k wait --timeout=5s --for=condition=PodScheduled=false pod -l job-name=pending
  same "$(of_pod pending '{.items[0].status.phase}')" Pending
}
smoke_restic() {
  job version "localhost/restic:$RESTIC_VERSION" "[restic, version]"
  complete version
  k logs job/version | grep "^restic $RESTIC_VERSION "
}
smoke_exit() {
  sh_job exit-code "echo failing; exit 3"
  failed exit-code
  same "$(of_pod exit-code '{.items[0].status.containerStatuses[0].state.terminated.exitCode}')" 3
}
smoke_follow() {
  local line at=()
  sh_job follow "for i in 1 2 3 4 5; do echo line \$i; sleep 1; done"
  eventually k wait --timeout=5s --for=condition=Ready pod -l job-name=follow
  while read -r line; do echo "$line"; at+=("${EPOCHREALTIME/[.,]/}"); done < <(k logs -f job/follow)
  ((${#at[@]} == 5 && at[4] - at[0] > 1500000))
}
smoke_deadline() {
  sh_job deadline "sleep 600" "activeDeadlineSeconds: 2"
  failed deadline
  same "$(of_job deadline '{.status.conditions[?(@.type=="Failed")].reason}')" DeadlineExceeded
}
smoke_policy() {
  sh_job policy "exit 42" "podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [42]}}]}"
  failed policy
  same "$(of_job policy '{.status.conditions[?(@.type=="Failed")].reason} {.status.failed}')" "PodFailurePolicy 1"
}
marked() { grep -lzxF "$1" /proc/[0-9]*/cmdline 2>/dev/null; }
smoke_delete() { # a job's deletion ends its process
  local mark=98$RANDOM
  sh_job doomed "trap : TERM; sleep $mark"
  eventually marked "$mark"
  k delete job doomed --wait
  eventually eval "! marked $mark"
  k wait --timeout=60s --for=delete pod -l job-name=doomed
}
smoke_network() {
  echo hello from the host >"$TMP/hello"
  busybox httpd -f -p "$HOST_IP:$((RIG_KUBE_PORT + 7))" -h "$TMP" & 
  local server=$!
  sh_job network "wget -qO- http://$HOST_IP:$((RIG_KUBE_PORT + 7))/hello"
  complete network || { kill "$server"; return 1; }
  kill "$server"
  same "$(k logs job/network)" "hello from the host"
}
smoke_driver() {
  driver_registered
  same "$(kubectl_ get node rig -o jsonpath='{.metadata.labels.topology\.cinder\.csi\.openstack\.org/zone}')" nova
}
listing() { (cd "$1" && find . -mindepth 1 -name lost+found -prune -o -printf '%P %y %m %U:%G %Ts %l\n' | sort); }
smoke_backup() {
  local t=$TMP/tree i
  mkdir -p "$t/a/b" "$TMP/repo"
  for i in 1 2 3; do head -c $((i * 1000003)) /dev/urandom >"$t/a/b/random-$i"; done
  truncate -s 5M "$t/sparse"; : >"$t/empty"; ln -s a/b "$t/link"; chmod 600 "$t/empty"; chown 1000:1000 "$t/a"
  truncate -s 64M "$TMP/image"
  mke2fs -q -t ext4 -d "$t" "$TMP/image"
  volume_put "$NS-data" "$TMP/image"
  sha256sum <"$TMP/image" >"$TMP/image.sum"
  claim data '[ro]'
  k create secret generic restic --from-literal=password=smoke
  job backup "localhost/restic:$RESTIC_VERSION" \
    "[sh, -c, 'restic -r /repo init && restic -r /repo backup --host rig /data']" "" \
    "volumes: [{name: data, persistentVolumeClaim: {claimName: data, readOnly: true}}, {name: repo, hostPath: {path: $TMP/repo}}]" \
    "env: [{name: RESTIC_PASSWORD, valueFrom: {secretKeyRef: {name: restic, key: password}}}]
        volumeMounts: [{name: data, mountPath: /data, readOnly: true}, {name: repo, mountPath: /repo}]"
  complete backup
  k logs job/backup | grep 'snapshot .* saved'
  RESTIC_PASSWORD=smoke "$CACHE/bin/restic-$RESTIC_VERSION" --no-cache -r "$TMP/repo" restore latest --target "$TMP/out"
  diff -r --no-dereference -x lost+found "$t" "$TMP/out/data"
  diff <(listing "$t") <(listing "$TMP/out/data")
  k delete job backup --wait
}
smoke_readonly() {
  sh_job readonly "grep -w /data /proc/mounts; touch /data/file" "" "$(data data)" "volumeMounts: [{name: data, mountPath: /data}]"
  failed readonly
  k logs job/readonly | grep 'Read-only file system'
}
no_loops() { ! losetup -l -n -O BACK-FILE | grep -F -- "$NS-"; }
smoke_released() { # pods that are done leave no mount, no device, no changed byte
  k delete job --all --wait
  eventually no_loops
  volume_get "$NS-data" "$TMP/after"
  same "$(sha256sum <"$TMP/after")" "$(cat "$TMP/image.sum")"
}
smoke_blank_ro() {
  truncate -s 32M "$TMP/blank"
  volume_put "$NS-blank-ro" "$TMP/blank"
  claim blank-ro '[ro]'
  sh_job blank-ro "ls /data" "" "$(data blank-ro)" "$ON_DATA"
  eventually mount_failed_with "cannot mount unformatted disk"
  k delete job blank-ro --wait
  volume_get "$NS-blank-ro" "$TMP/after"
  cmp "$TMP/after" "$TMP/blank"
}
smoke_blank_rw() {
  volume_put "$NS-blank-rw" "$TMP/blank"
  claim blank-rw '[]'
  sh_job blank-rw "echo written >/data/file" "" "$(data blank-rw)" "volumeMounts: [{name: data, mountPath: /data}]"
  complete blank-rw
  k delete job blank-rw --wait
  eventually no_loops
  volume_get "$NS-blank-rw" "$TMP/after"
  same "$(debugfs -R 'cat /file' "$TMP/after" 2>/dev/null)" written
}
smoke_dirty() { # ext4 copied while it was in use
  mkdir -p "$TMP/mnt"
  mke2fs -q -F -t ext4 "$TMP/blank"
  node_run sh -ec 'mount -o loop "$1" "$2"; echo journalled >"$2/file"; sync; cp "$1" "$3"; umount "$2"' \
    dirty "$TMP/blank" "$TMP/mnt" "$TMP/dirty"
  dumpe2fs -h "$TMP/dirty" | grep needs_recovery
  volume_put "$NS-dirty" "$TMP/dirty"
  claim dirty '[ro]'
  sh_job dirty "cat /data/file" "" "$(data dirty)" "$ON_DATA"
  if [[ $RIG_CSI_DEVICE == rw ]]; then
    complete dirty
    same "$(k logs job/dirty)" journalled
  else
    eventually mount_failed_with "$NS-dirty"
    k delete job dirty --wait
    kubectl_ delete pv "$NS-dirty" --wait=false
    k delete pvc dirty
    claim dirty '[ro, noload]'
    sh_job dirty-noload "ls /data" "" "$(data dirty)" "$ON_DATA"
    complete dirty-noload
  fi
}
no_watcher() { ! rbd_ status "volume-$1" | grep watcher=; }
no_image() { ! rbd_ info "volume-$1"; }
smoke_dynamic() { # a claim gets a volume of Cinder, and takes it along
  local pv id
  k apply -f - <<END
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: $NS}
provisioner: cinder.csi.openstack.org
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: dynamic}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: $NS
  resources: {requests: {storage: 1Gi}}
END
  sh_job dynamic "echo written >/data/file" "" "$(data dynamic)" "volumeMounts: [{name: data, mountPath: /data}]"
  complete dynamic
  pv=$(k get pvc dynamic -o jsonpath='{.spec.volumeName}')
  id=$(k get pv "$pv" -o jsonpath='{.spec.csi.volumeHandle}')
  k delete job dynamic --wait
  eventually no_watcher "$id"
  k delete pvc dynamic --wait
  until_ delete "pv/$pv"
  eventually no_image "$id"
}

cmd_smoke() {
  load_settings
  alive kubelet || die "not running: $STATE"
  local checks rc=0 one t id
  NS=smoke-$(od -An -N4 -tx4 /dev/urandom | tr -d ' ')
  TMP=$(mktemp -d "$STATE/smoke.XXXXXX")
  trap smoke_end EXIT
  kubectl_ create namespace "$NS" >/dev/null
  eventually k get serviceaccount default >/dev/null 2>&1
  checks=("$@")
  if (($# == 0)); then
    checks=(version listeners rbac bound pending restic exit follow deadline policy delete network
      driver backup readonly released blank_ro blank_rw dirty)
    [[ -z $RIG_CSI_CLOUD_CONF || -z $RIG_CSI_RBD_CONF ]] || checks+=(dynamic)
  fi
  for one in "${checks[@]}"; do
    t=${EPOCHREALTIME/,/.}
    set +e
    (set -e; trap - EXIT; "smoke_$one") >"$STATE/log/smoke-$one.log" 2>&1
    id=$?
    set -e
    if ((id == 0)); then printf 'ok    %-10s %5.1f s\n' "$one" "$(now_since "$t")"
    else printf 'FAIL  %-10s %5.1f s  see %s\n' "$one" "$(now_since "$t")" "$STATE/log/smoke-$one.log"; rc=1; fi
  done
  return $rc
}
smoke_end() {
  local id
  set +e
  {
    kubectl_ delete namespace "$NS" --wait --timeout=120s
    kubectl_ delete storageclass "$NS" --ignore-not-found
    for id in $(kubectl_ get pv -o name | grep -F "/$NS-"); do kubectl_ delete "$id"; done
    for id in data blank-ro blank-rw dirty; do volume_delete "$NS-$id"; done
    rm -rf --one-file-system "$TMP"
  } >"$STATE/log/smoke-end.log" 2>&1
}
