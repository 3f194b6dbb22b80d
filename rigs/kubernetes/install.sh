# What kubernetes-rig builds from source, and its images. Sourced.
# shellcheck shell=bash

# The module around the programs: Kubernetes' own requirements, and for the libraries
# that it takes from its source tree the published ones of the same release.
go_module() {
  local mod
  mod=$(go_mod k8s.io/kubernetes "v$RIG_KUBE_VERSION")
  echo "module rig"
  grep -E '^go ' "$mod"
  echo "require k8s.io/kubernetes v$RIG_KUBE_VERSION"
  awk -v v="v0.${RIG_KUBE_VERSION#1.}" \
    '$2 == "=>" && $3 ~ /^\.\/staging/ { print "replace " $1 " => " $1 " " v }' "$mod"
}
# go_mod MODULE VERSION: the file go.mod of a published module.
go_mod() {
  local mod
  mod=$("$GO" mod download -json "$1@$2" | sed -n 's/^\t"GoMod": "\(.*\)",$/\1/p')
  [[ -s $mod ]] || die "no $1 $2 to be had"
  echo "$mod"
}
# build NAME: cmd/NAME to the cache, unless this very source is built already.
build() {
  local out=$CACHE/bin/$1 sum stamp p flags=-s\ -w t=${EPOCHREALTIME/,/.}
  sum=$(cat "$SOURCES/cmd/$1"/*.go | sha256sum)
  [[ -x $out && $(cat "$out.sum" 2>/dev/null) == "$sum" ]] && return
  [[ -s $CACHE/src/go.mod ]] || { mkdir -p "$CACHE/src" && go_module >"$CACHE/src/go.mod"; }
  rm -rf "$CACHE/src/cmd" && cp -r "$SOURCES/cmd" "$CACHE/src/"
  for p in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    stamp=${RIG_KUBE_VERSION#*.}
    flags+=" -X $p.gitVersion=v$RIG_KUBE_VERSION -X $p.gitMajor=${RIG_KUBE_VERSION%%.*}"
    flags+=" -X $p.gitMinor=${stamp%%.*} -X $p.gitTreeState=clean"
  done
  (cd "$CACHE/src" && CGO_ENABLED=0 "$GO" build -mod=mod -buildvcs=false -trimpath \
    -ldflags "$flags" -o "$out" "./cmd/$1") || die "building $1 failed"
  echo "$sum" >"$out.sum"
  say "built $1 in $(now_since "$t") s, $(stat -c %s "$out" | numfmt --to=iec)"
}

# The versions of restic in the node: those of RIG_RESTIC_VERSIONS, the first one the usual one, and Debian's.
restic_versions() { echo "$RIG_RESTIC_VERSIONS debian"; }
restic_build() { # VERSION
  local program=$CACHE/bin/restic-$1
  if [[ $1 == debian ]]; then
    # It needs the C library, for user and host names.
    image restic-debian localhost/restic:debian /usr/bin/restic /usr/bin/restic=/usr/bin/restic \
      /lib64/ld-linux-x86-64.so.2=/lib64/ld-linux-x86-64.so.2 \
      /lib/x86_64-linux-gnu/libc.so.6=/lib/x86_64-linux-gnu/libc.so.6
    return
  fi
  [[ -x $program ]] || build_module github.com/restic/restic "v$1" github.com/restic/restic/cmd/restic "$program" "$CACHE/restic"
  image "restic-$1" "localhost/restic:$1" /usr/bin/restic "/usr/bin/restic=$program"
}

cmd_install() {
  local p name
  install_packages "${PACKAGES[@]}"
  mkdir -p "$CACHE"/{bin,images}
  exec 8>"$CACHE/lock"
  flock -w 3600 8 || die "another installation works on $CACHE"
  find_go
  for p in pause mkimage cinder-csi kube; do build "$p"; done
  for name in etcd kube-apiserver kube-controller-manager kube-scheduler kubelet kubectl; do
    ln -sf kube "$CACHE/bin/$name"
  done
  [[ -s $CACHE/images/pause.tar ]] || image pause localhost/pause:1 /pause "/pause=$CACHE/bin/pause"
  [[ -s $CACHE/images/busybox.tar ]] || image busybox localhost/busybox:1 ""
  for name in $(restic_versions); do
    [[ -s $CACHE/images/restic-$name.tar ]] || restic_build "$name"
  done
  provisioner_built || provisioner_build
  say "Kubernetes $RIG_KUBE_VERSION and restic $(restic_versions) are in $CACHE"
}
cmd_installed() {
  local name
  [[ -z $(packages_missing "${PACKAGES[@]}") && -x $CACHE/bin/kube && -x $CACHE/bin/cinder-csi ]] || return 1
  provisioner_built || return 1
  for name in $(restic_versions); do [[ -s $CACHE/images/restic-$name.tar ]] || return 1; done
}
# image FILE NAME:TAG ENTRYPOINT ENTRY...: an image of these files; with busybox (all its
# commands) but for pause.
image() {
  local file=$CACHE/images/$1.tar name=$2 entrypoint=$3 applet; shift 3
  local entries=("$@")
  if [[ $name != localhost/pause:* ]]; then
    entries+=(/bin/busybox=/bin/busybox /tmp/ /root/ /etc/passwd=/dev/stdin)
    while read -r applet; do entries+=("/bin/$applet@busybox"); done < <(/bin/busybox --list | grep -vx busybox)
  fi
  "$CACHE/bin/mkimage" -o "$file.new" -name "$name" -entrypoint "$entrypoint" "${entries[@]}" \
    <<<"root:x:0:0:root:/root:/bin/sh" && mv "$file.new" "$file"
}
