package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Plan;

/** A plan that is about one backup that Cinder has. */
interface NamedBackupPlan extends Plan {
    /** Its id, or its name, which must be the only one. */
    String backup();

    @Override
    default String subject() {
        return backup();
    }

    @Override
    default String describeSubject() {
        return "backup " + backup();
    }
}
