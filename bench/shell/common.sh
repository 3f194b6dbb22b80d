# What the scripts beside this share: the two APIs, a sleep between two looks, one login. Sourced. Settings come from the environment; POLL is the sleep in seconds.
# shellcheck shell=bash
call() { # METHOD URL [BODY]: Cinder
    curl -sS -X "$1" -H "X-Auth-Token: $token" -H 'Content-Type: application/json' ${3:+-d "$3"} "$2"
}
kube() { # METHOD PATH [BODY]: Kubernetes
    curl -sS -X "$1" ${KUBE_CA:+--cacert "$KUBE_CA"} -H "Authorization: Bearer $KUBE_TOKEN" -H 'Content-Type: application/json' \
        ${3:+-d "$3"} "$KUBE_URL$2"
}
until_is() { # WANTED COMMAND...: until the command prints this
    local wanted=$1; shift
    until [[ $("$@") == "$wanted" ]]; do sleep "$POLL"; done
}
cinder_state() { call GET "$cinder/$1s/$2" | jq -r ".$1.status // \"gone\""; }
kube_state() { kube GET "$1" | jq -r "$2"; }

login=$(curl -sS -i -H 'Content-Type: application/json' "$OS_AUTH_URL/auth/tokens" -d '{"auth": {
    "identity": {"methods": ["password"], "password": {"user":
        {"name": "'"$OS_USERNAME"'", "password": "'"$OS_PASSWORD"'", "domain": {"name": "Default"}}}},
    "scope": {"project": {"name": "'"$OS_PROJECT_NAME"'", "domain": {"name": "Default"}}}}}')
token=$(tr -d '\r' <<<"$login" | sed -n 's/^X-Subject-Token: //Ip')
cinder=$(tr -d '\r' <<<"$login" | sed '1,/^$/d' | jq -r '[.token.catalog[] | select(.type == "volumev3" or .type == "block-storage")
    | .endpoints[] | select(.interface == "public") | .url][0]' | sed 's,/*$,,')

core=/api/v1/namespaces/$NAMESPACE jobs=/apis/batch/v1/namespaces/$NAMESPACE/jobs

bind() { # NAME VOLUME_ID [MOUNT_OPTION]: a PVC over a volume of Cinder
    local uid
    uid=$(kube POST "$core/persistentvolumeclaims" '{"apiVersion": "v1", "kind": "PersistentVolumeClaim",
        "metadata": {"name": "'"$1"'", "namespace": "'"$NAMESPACE"'"}, "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "",
        "selector": {"matchLabels": {"app": "'"$1"'"}}, "resources": {"requests": {"storage": "'"$SIZE_GIB"'Gi"}}}}' | jq -r .metadata.uid)
    kube POST /api/v1/persistentvolumes '{"apiVersion": "v1", "kind": "PersistentVolume",
        "metadata": {"name": "'"$1"'", "labels": {"app": "'"$1"'"}}, "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "",
        "capacity": {"storage": "'"$SIZE_GIB"'Gi"}, "persistentVolumeReclaimPolicy": "Retain", "mountOptions": ['"${3:+\"$3\"}"'],
        "claimRef": {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "namespace": "'"$NAMESPACE"'", "name": "'"$1"'", "uid": "'"$uid"'"},
        "csi": {"driver": "'"$DRIVER"'", "volumeHandle": "'"$2"'", "fsType": "ext4"}}}' >/dev/null
    until_is Bound kube_state "$core/persistentvolumeclaims/$1" .status.phase
}
unbind() { # NAME
    for path in "$core/persistentvolumeclaims/$1" "/api/v1/persistentvolumes/$1"; do kube DELETE "$path" >/dev/null; done
    until_is 404 kube_state "/api/v1/persistentvolumes/$1" '.code // 0'
}
add_secret() { # NAME
    local data
    data=$(env | grep -E '^(RESTIC|AWS)_' | jq -Rn '[inputs | capture("(?<key>[^=]*)=(?<value>.*)")] | map({(.key): (.value | @base64)}) | add')
    kube POST "$core/secrets" '{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "'"$1"'", "namespace": "'"$NAMESPACE"'"}, "data": '"$data"'}' >/dev/null
}
restic_job() { # NAME none|true|false CAPABILITIES ARGUMENT...: has restic do this, with the PVC of the Secret's name where it is read-only or not; prints its log
    local name=$1 mount= claim= capabilities=$3 arguments code state
    if [[ $2 != none ]]; then
        mount='{"name": "data", "mountPath": "/data", "readOnly": '"$2"'},'
        claim='{"name": "data", "persistentVolumeClaim": {"claimName": "'"$secret"'", "readOnly": '"$2"'}},'
    fi
    shift 3
    arguments=$(jq -nc '$ARGS.positional' --args -- "$@")
    kube POST "$jobs" '{"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "'"$name"'", "namespace": "'"$NAMESPACE"'"},
        "spec": {"backoffLimit": 0, "template": {"spec": {"restartPolicy": "Never", "automountServiceAccountToken": false,
        "securityContext": {"seccompProfile": {"type": "RuntimeDefault"}},
        "containers": [{"name": "restic", "image": "'"$IMAGE"'", "imagePullPolicy": "IfNotPresent", "args": '"$arguments"',
            "env": [{"name": "RESTIC_CACHE_DIR", "value": "/cache"}, {"name": "TMPDIR", "value": "/tmp"}],
            "envFrom": [{"secretRef": {"name": "'"$secret"'"}}],
            "securityContext": {"runAsUser": 0, "allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"], "add": '"$capabilities"'}},
            "volumeMounts": ['"$mount"'{"name": "cache", "mountPath": "/cache"}, {"name": "tmp", "mountPath": "/tmp"}]}],
        "volumes": ['"$claim"'{"name": "cache", "emptyDir": {}}, {"name": "tmp", "emptyDir": {}}]}}}}' >/dev/null
    state='.items[0].status.containerStatuses[0].state.terminated.exitCode // "running"'
    until code=$(kube_state "$core/pods?labelSelector=job-name%3D$name" "$state") && [[ $code != running ]]; do sleep "$POLL"; done
    kube GET "$core/pods/$(kube_state "$core/pods?labelSelector=job-name%3D$name" '.items[0].metadata.name')/log?container=restic"
    [[ $code == 0 ]]
}
remove_job() { # NAME
    kube DELETE "$jobs/$1" '{"apiVersion": "v1", "kind": "DeleteOptions", "propagationPolicy": "Foreground"}' >/dev/null
    until_is 404 kube_state "$jobs/$1" '.code // 0'
}
remove_volume() { # ID
    until_is available cinder_state volume "$1"
    call DELETE "$cinder/volumes/$1"
    until_is gone cinder_state volume "$1"
}
