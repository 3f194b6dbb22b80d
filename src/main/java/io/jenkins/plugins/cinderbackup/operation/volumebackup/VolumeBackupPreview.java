package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.SiteCheck;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolumeCheck;
import java.util.ArrayList;
import java.util.List;

/** Says what a backup is about to do, once nothing is wrong; in a dry run, all of it. */
record VolumeBackupPreview(VolumeBackupPlan plan) implements Check {
    @Override
    public void passed(CheckRound round) {
        RunContext run = round.run();
        SiteCheck.beginAtCloud(run);
        Volume volume = round.get(SourceVolumeCheck.SEEN).orElseThrow();
        Chain chain = round.get(Chain.FACT).orElseThrow();
        run.note("Backing up Cinder volume " + volume.id() + " (" + volume.name() + ", " + volume.sizeGiB() + " GiB, "
                + volume.status() + ")" + (plan.claim() == null ? "" : " of " + plan.describeSubject())
                + " with Cinder in cloud " + plan.cloud() + ": "
                + (chain.incremental() ? "an increment" : "a full backup") + ", " + chain.why());
        plan.remarks().forEach(run::caution);
        if (plan.dryRun()) {
            lines(run).forEach(run::note);
        }
    }

    private List<String> lines(RunContext run) {
        List<String> lines = new ArrayList<>();
        lines.add("Dry run: nothing is created. A run would");
        if (plan.takesSnapshot()) {
            lines.add("take Cinder snapshot "
                    + plan.names().snapshot(run.journal().startedAt()) + " and remove it at the end");
        }
        lines.add("make Cinder backup " + plan.backupName(run)
                + (plan.fromSnapshot() ? " from the snapshot" : " from the volume, which is locked meanwhile"));
        if (plan.removesAny()) {
            lines.add("keep the newest " + plan.keepLast() + " and those of the last " + plan.keepForDays()
                    + " days, and remove the others that this job has made and none builds on");
        }
        lines.add("Not tried: whether the backup service runs and has room. Cinder does not say that beforehand.");
        return lines;
    }
}
