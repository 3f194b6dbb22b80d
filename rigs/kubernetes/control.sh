# etcd, API server, controllers and scheduler of kubernetes-rig. Sourced.
# shellcheck shell=bash

https_ok() { curl --noproxy '*' -fsS -o /dev/null --max-time 5 --cacert "$STATE/pki/ca.crt" "$1"; }
kubectl_() { "$CACHE/bin/kubectl" --kubeconfig "$STATE/kubeconfig" "$@"; }
# A certificate of its own making, which nobody else trusts.
self_signed_ok() { curl --noproxy '*' -kfsS -o /dev/null --max-time 5 "$1"; }
etcd_ok() { curl -fsS --max-time 2 "http://127.0.0.1:$((RIG_KUBE_PORT + 1))/health" | grep -q true; }

control_start() {
  local p=$RIG_KUBE_PORT b=$CACHE/bin d=$STATE/pki url=http://127.0.0.1
  # No fsync: what a crash of the whole machine destroys here is worth nothing.
  spawn etcd "$b/etcd" --name rig --data-dir "$STATE/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls "$url:$((p + 1))" --advertise-client-urls "$url:$((p + 1))" \
    --listen-peer-urls "$url:$((p + 2))" --initial-advertise-peer-urls "$url:$((p + 2))" \
    --initial-cluster "rig=$url:$((p + 2))"
  wait_for 30 etcd etcd_ok
  spawn apiserver "$b/kube-apiserver" --etcd-servers "$url:$((p + 1))" \
    --bind-address 127.0.0.1 --secure-port "$p" --endpoint-reconciler-type none \
    --service-cluster-ip-range 10.255.255.0/24 --allow-privileged --profiling=false \
    --tls-cert-file "$d/apiserver.crt" --tls-private-key-file "$d/apiserver.key" \
    --client-ca-file "$d/ca.crt" --authorization-mode Node,RBAC \
    --enable-admission-plugins NodeRestriction \
    --service-account-issuer https://kubernetes.default.svc \
    --service-account-key-file "$d/service-accounts.key" \
    --service-account-signing-key-file "$d/service-accounts.key" \
    --kubelet-certificate-authority "$d/ca.crt" --kubelet-preferred-address-types InternalIP \
    --kubelet-client-certificate "$d/apiserver-kubelet.crt" \
    --kubelet-client-key "$d/apiserver-kubelet.key"
  wait_for 90 apiserver https_ok "https://127.0.0.1:$p/readyz"
  say "the API server is ready"
  spawn controller-manager "$b/kube-controller-manager" --kubeconfig "$STATE/conf/controller-manager.kubeconfig" \
    --bind-address 127.0.0.1 --secure-port $((p + 3)) --cert-dir "$STATE/run" --leader-elect=false \
    --use-service-account-credentials --service-account-private-key-file "$d/service-accounts.key" \
    --root-ca-file "$d/ca.crt" --profiling=false --flex-volume-plugin-dir "$STATE/run" \
    --pvclaimbinder-sync-period "$RIG_PV_SYNC"
  spawn scheduler "$b/kube-scheduler" --kubeconfig "$STATE/conf/scheduler.kubeconfig" \
    --bind-address 127.0.0.1 --secure-port $((p + 4)) --cert-dir "$STATE/run" --leader-elect=false \
    --profiling=false
  # One whose port is taken ends, and nothing would ever be scheduled.
  wait_for 60 controller-manager self_signed_ok "https://127.0.0.1:$((p + 3))/healthz"
  wait_for 60 scheduler self_signed_ok "https://127.0.0.1:$((p + 4))/healthz"
  kubectl_ apply --server-side -f - >/dev/null <<'END'
apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata: {name: cinder.csi.openstack.org}
spec:
  attachRequired: false
  podInfoOnMount: true
  volumeLifecycleModes: [Persistent]
END
}
