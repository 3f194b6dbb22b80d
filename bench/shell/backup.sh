#!/usr/bin/env bash
# What one would write without the plugin: curl for OpenStack and Kubernetes, restic in a Job, a sleep between two looks. It checks nothing, resumes
# nothing, and leaves all behind when it fails. Settings come from the environment; POLL is the sleep in seconds.
set -euo pipefail
name=shell

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

snapshot=$(call POST "$cinder/snapshots" '{"snapshot": {"volume_id": "'"$VOLUME_ID"'", "name": "shell", "force": true}}' | jq -r .snapshot.id)
until_is available cinder_state snapshot "$snapshot"
volume=$(call POST "$cinder/volumes" '{"volume": {"snapshot_id": "'"$snapshot"'", "size": '"$SIZE_GIB"', "name": "shell"}}' | jq -r .volume.id)
until_is available cinder_state volume "$volume"

core=/api/v1/namespaces/$NAMESPACE jobs=/apis/batch/v1/namespaces/$NAMESPACE/jobs
uid=$(kube POST "$core/persistentvolumeclaims" '{"apiVersion": "v1", "kind": "PersistentVolumeClaim",
    "metadata": {"name": "shell", "namespace": "'"$NAMESPACE"'"}, "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "",
    "selector": {"matchLabels": {"app": "shell"}}, "resources": {"requests": {"storage": "'"$SIZE_GIB"'Gi"}}}}' | jq -r .metadata.uid)
kube POST /api/v1/persistentvolumes '{"apiVersion": "v1", "kind": "PersistentVolume",
    "metadata": {"name": "shell", "labels": {"app": "shell"}}, "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "",
    "capacity": {"storage": "'"$SIZE_GIB"'Gi"}, "persistentVolumeReclaimPolicy": "Retain", "mountOptions": ["ro"],
    "claimRef": {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "namespace": "'"$NAMESPACE"'", "name": "shell", "uid": "'"$uid"'"},
    "csi": {"driver": "'"$DRIVER"'", "volumeHandle": "'"$volume"'", "fsType": "ext4"}}}' >/dev/null
until_is Bound kube_state "$core/persistentvolumeclaims/$name" .status.phase
data=$(env | grep -E '^(RESTIC|AWS)_' | jq -Rn '[inputs | capture("(?<key>[^=]*)=(?<value>.*)")] | map({(.key): (.value | @base64)}) | add')
kube POST "$core/secrets" '{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "shell", "namespace": "'"$NAMESPACE"'"}, "data": '"$data"'}' >/dev/null
kube POST "$jobs" '{"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "shell", "namespace": "'"$NAMESPACE"'"},
    "spec": {"backoffLimit": 0, "template": {"spec": {"restartPolicy": "Never", "automountServiceAccountToken": false,
    "securityContext": {"seccompProfile": {"type": "RuntimeDefault"}},
    "containers": [{"name": "restic", "image": "'"$IMAGE"'", "imagePullPolicy": "IfNotPresent",
        "args": ["backup", "--json", "--host=bench", "--exclude=/data/**/lost+found", "--", "/data"],
        "env": [{"name": "RESTIC_CACHE_DIR", "value": "/cache"}, {"name": "TMPDIR", "value": "/tmp"}],
        "envFrom": [{"secretRef": {"name": "shell"}}],
        "securityContext": {"runAsUser": 0, "allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"], "add": ["DAC_OVERRIDE"]}},
        "volumeMounts": [{"name": "data", "mountPath": "/data", "readOnly": true}, {"name": "cache", "mountPath": "/cache"},
            {"name": "tmp", "mountPath": "/tmp"}]}],
    "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "shell", "readOnly": true}}, {"name": "cache", "emptyDir": {}},
        {"name": "tmp", "emptyDir": {}}]}}}}' >/dev/null
state='.items[0].status.containerStatuses[0].state.terminated.exitCode // "running"'
until code=$(kube_state "$core/pods?labelSelector=job-name%3Dshell" "$state") && [[ $code != running ]]; do sleep "$POLL"; done

kube DELETE "$jobs/shell" '{"apiVersion": "v1", "kind": "DeleteOptions", "propagationPolicy": "Foreground"}' >/dev/null
until_is 404 kube_state "$jobs/shell" '.code // 0'
for path in "$core/secrets/shell" "$core/persistentvolumeclaims/shell" /api/v1/persistentvolumes/shell; do kube DELETE "$path" >/dev/null; done
until_is 404 kube_state "/api/v1/persistentvolumes/shell" '.code // 0'
until_is available cinder_state volume "$volume"
call DELETE "$cinder/volumes/$volume"
until_is gone cinder_state volume "$volume"
call DELETE "$cinder/snapshots/$snapshot"
until_is gone cinder_state snapshot "$snapshot"
[[ $code == 0 ]]
