package io.jenkins.plugins.cinderbackup.openstack.cinder;

import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;

/** What all runs share that use one project with the same settings. */
record CinderProject(
        CloudSession session,
        CinderObjects<Volume> volumes,
        CinderObjects<Snapshot> snapshots,
        CinderObjects<VolumeBackup> backups) {}
