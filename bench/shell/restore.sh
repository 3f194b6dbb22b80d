#!/usr/bin/env bash
# The newest backup to a new PVC without the plugin, as backup.sh makes one. What it has restored is removed at the end, which is not part of its time: the time until then is
# what it prints, in seconds.
set -euo pipefail
begin=${EPOCHREALTIME/,/.}
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
secret=shell

add_secret shell
id=$(restic_job shell-find none '[]' snapshots --json --no-lock | jq -r '.[-1].id')
volume=$(call POST "$cinder/volumes" '{"volume": {"size": '"$SIZE_GIB"', "name": "shell"}}' | jq -r .volume.id)
until_is available cinder_state volume "$volume"
bind shell "$volume"
restic_job shell-restore false '["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "MKNOD", "SETFCAP"]' restore --json --target=/ --verify -- "$id" >/dev/null
restic_job shell-compare none '[]' stats --json --no-lock --mode=restore-size -- "$id" >/dev/null
for job in find restore compare; do remove_job "shell-$job"; done
unbind shell
kube DELETE "$core/secrets/shell" >/dev/null
bind shell-restored "$volume"
awk -v begin="$begin" -v end="${EPOCHREALTIME/,/.}" 'BEGIN { print end - begin }'

unbind shell-restored
remove_volume "$volume"
