# The keys of kubernetes-rig's certificate authority. Sourced.
# shellcheck shell=bash

# certificate NAME SUBJECT USAGE [ALTERNATIVE_NAMES]: with an elliptic key (quick to make),
# but the one that the tests log in with has what kubeadm writes and every client reads.
certificate() {
  local f=$STATE/pki/$1
  [[ -s $f.crt ]] && return
  if [[ $1 == admin ]]; then openssl genrsa -traditional -out "$f.key" 2048 2>/dev/null
  else openssl ecparam -name prime256v1 -genkey -noout -out "$f.key"; fi
  openssl req -new -key "$f.key" -subj "$2" -out "$f.csr"
  openssl x509 -req -in "$f.csr" -CA "$STATE/pki/ca.crt" -CAkey "$STATE/pki/ca.key" -CAcreateserial \
    -days 3650 -out "$f.crt" -extfile <(
      echo "basicConstraints = CA:FALSE
keyUsage = digitalSignature, keyEncipherment
extendedKeyUsage = $3"
      [[ -z ${4:-} ]] || echo "subjectAltName = $4"
    ) 2>/dev/null
  rm -f "$f.csr"
}
# kubeconfig NAME FILE: a configuration that logs in with that certificate.
kubeconfig() {
  cat >"$2" <<END
apiVersion: v1
kind: Config
current-context: rig
contexts: [{name: rig, context: {cluster: rig, user: $1, namespace: default}}]
clusters:
- name: rig
  cluster:
    server: https://127.0.0.1:$RIG_KUBE_PORT
    certificate-authority-data: $(base64 -w0 "$STATE/pki/ca.crt")
users:
- name: $1
  user:
    client-certificate-data: $(base64 -w0 "$STATE/pki/$1.crt")
    client-key-data: $(base64 -w0 "$STATE/pki/$1.key")
END
}
keys() {
  local d=$STATE/pki name
  [[ -e $d/.ready ]] && return
  openssl ecparam -name prime256v1 -genkey -noout -out "$d/ca.key"
  openssl req -x509 -new -key "$d/ca.key" -subj /CN=kubernetes-rig -days 3650 -out "$d/ca.crt"
  openssl ecparam -name prime256v1 -genkey -noout -out "$d/service-accounts.key"
  certificate apiserver /CN=kube-apiserver serverAuth \
    IP:127.0.0.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc
  certificate apiserver-kubelet /O=system:masters/CN=kube-apiserver-kubelet-client clientAuth
  certificate kubelet-server /CN=system:node:rig serverAuth "IP:$HOST_IP,DNS:rig"
  certificate admin /O=system:masters/CN=admin clientAuth
  certificate controller-manager /CN=system:kube-controller-manager clientAuth
  certificate scheduler /CN=system:kube-scheduler clientAuth
  certificate kubelet /O=system:nodes/CN=system:node:rig clientAuth
  kubeconfig admin "$STATE/kubeconfig"
  for name in controller-manager scheduler kubelet; do kubeconfig "$name" "$STATE/conf/$name.kubeconfig"; done
  touch "$d/.ready"
}
