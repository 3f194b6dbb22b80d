#!/usr/bin/env bash
# What one would write without the plugin: curl for OpenStack and Kubernetes, restic in a Job, a sleep between two looks. It checks nothing, resumes
# nothing, and leaves all behind when it fails.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
secret=shell

snapshot=$(call POST "$cinder/snapshots" '{"snapshot": {"volume_id": "'"$VOLUME_ID"'", "name": "shell", "force": true}}' | jq -r .snapshot.id)
until_is available cinder_state snapshot "$snapshot"
volume=$(call POST "$cinder/volumes" '{"volume": {"snapshot_id": "'"$snapshot"'", "size": '"$SIZE_GIB"', "name": "shell"}}' | jq -r .volume.id)
until_is available cinder_state volume "$volume"
bind shell "$volume" ro
add_secret shell
code=0
restic_job shell true '["DAC_OVERRIDE"]' backup --json --host=bench '--exclude=/data/**/lost+found' -- /data >/dev/null || code=$?

remove_job shell
kube DELETE "$core/secrets/shell" >/dev/null
unbind shell
remove_volume "$volume"
call DELETE "$cinder/snapshots/$snapshot"
until_is gone cinder_state snapshot "$snapshot"
[[ $code == 0 ]]
