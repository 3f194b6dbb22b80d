# What makes and deletes the volumes of dynamic claims: external-provisioner and the controller of the Cinder CSI driver. Sourced.
# shellcheck shell=bash

readonly PROVISIONER=github.com/kubernetes-csi/external-provisioner/v6 PROVISIONER_VERSION=v6.3.0
readonly CLOUD_PROVIDER=k8s.io/cloud-provider-openstack CLOUD_PROVIDER_VERSION=v1.35.0

# Both as they are published, in one module, so that the libraries that they share are built once. What the first one
# replaces in its own module is replaced in this one: in a requirement such lines do not count.
provisioner_build() {
  local d=$CACHE/provisioner t=${EPOCHREALTIME/,/.} mod
  mod=$(go_mod "$PROVISIONER" "$PROVISIONER_VERSION")
  mkdir -p "$d"
  {
    echo "module rig"
    grep -E '^go ' "$mod"
    echo "require $PROVISIONER $PROVISIONER_VERSION"
    echo "require $CLOUD_PROVIDER $CLOUD_PROVIDER_VERSION"
    grep '^replace ' "$mod"
  } >"$d/go.mod"
  (cd "$d" && CGO_ENABLED=0 "$GO" build -mod=mod -buildvcs=false -trimpath -ldflags "-s -w" -o "$CACHE/bin/" \
    "$PROVISIONER/cmd/csi-provisioner" "$CLOUD_PROVIDER/cmd/cinder-csi-plugin") || die "building the provisioner failed"
  provisioner_versions >"$CACHE/bin/csi-provisioner.sum"
  say "built external-provisioner $PROVISIONER_VERSION and cinder-csi-plugin $CLOUD_PROVIDER_VERSION in $(now_since "$t") s"
}
provisioner_versions() { echo "$PROVISIONER_VERSION $CLOUD_PROVIDER_VERSION"; }
provisioner_built() { [[ $(cat "$CACHE/bin/csi-provisioner.sum" 2>/dev/null) == "$(provisioner_versions)" ]]; }

# Only where there is a cloud to make volumes in.
provisioner_start() {
  [[ -n $RIG_CSI_CLOUD_CONF ]] || return 0
  local socket=$STATE/run/csi-controller.sock metrics=127.0.0.1:$((RIG_KUBE_PORT + 8))
  # One whose cloud cannot be reached ends at once.
  alive csi-controller || rm -f "$socket"
  spawn csi-controller "$CACHE/bin/cinder-csi-plugin" --endpoint "unix://$socket" --cloud-config "$RIG_CSI_CLOUD_CONF" \
    --cluster rig --provide-node-service=false
  wait_for 60 csi-controller test -S "$socket"
  certificate csi-provisioner /CN=csi-provisioner clientAuth
  kubeconfig csi-provisioner "$STATE/conf/csi-provisioner.kubeconfig"
  provisioner_rights
  # As the driver's own manifests have it; the address says when it runs.
  spawn csi-provisioner "$CACHE/bin/csi-provisioner" --csi-address "$socket" --http-endpoint "$metrics" \
    --kubeconfig "$STATE/conf/csi-provisioner.kubeconfig" --default-fstype ext4 --extra-create-metadata --timeout 3m
  wait_for 60 csi-provisioner http_ok "http://$metrics/metrics"
  say "claims are provisioned"
}
# No more than it has where it is installed by the driver's own manifests.
provisioner_rights() {
  kubectl_ apply --server-side -f - >/dev/null <<'END'
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: csi-provisioner}
rules:
- {apiGroups: [""], resources: [persistentvolumes], verbs: [get, list, watch, create, patch, delete]}
- {apiGroups: [""], resources: [persistentvolumeclaims], verbs: [get, list, watch, update]}
- {apiGroups: [""], resources: [nodes], verbs: [get, list, watch]}
- {apiGroups: [""], resources: [events], verbs: [list, watch, create, update, patch]}
- {apiGroups: [storage.k8s.io], resources: [storageclasses, csinodes, volumeattachments], verbs: [get, list, watch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: csi-provisioner}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: csi-provisioner}]
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: csi-provisioner}
END
}
