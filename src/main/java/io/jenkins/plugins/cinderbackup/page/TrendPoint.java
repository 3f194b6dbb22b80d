package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupValues;
import java.time.Duration;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One backup that is over, among those of its job. */
@ExportedBean(defaultVisibility = 3)
public final class TrendPoint {
    private final int build;
    private final String buildUrl;
    private final RunRecord backup;

    /** @param buildUrl relative to the root of Jenkins */
    TrendPoint(int build, @NonNull String buildUrl, @NonNull RunRecord backup) {
        this.build = build;
        this.buildUrl = buildUrl;
        this.backup = backup;
    }

    /** The build's number. */
    @Exported
    public int getBuild() {
        return build;
    }

    /** Its page, relative to the root of Jenkins. */
    public String getUrl() {
        return buildUrl + RunPage.URL + "/";
    }

    /** How it ended. */
    @Exported
    public RunResult getResult() {
        return backup.getResult();
    }

    /** Bytes in all files of the backup; 0 if none was made. */
    @Exported
    public long getBytesProcessed() {
        return values().bytesProcessed();
    }

    /** Bytes that were new. */
    @Exported
    public long getBytesAdded() {
        return values().bytesAdded();
    }

    /** How long it took. */
    @Exported
    public long getDurationMillis() {
        return backup.getDurationMillis();
    }

    /** All of it in one line. */
    @NonNull
    public String getText() {
        return "#" + build + ": " + backup.getPhase() + ", " + Sizes.binary(getBytesProcessed()) + ", "
                + Sizes.binary(getBytesAdded()) + " added, " + Durations.text(Duration.ofMillis(getDurationMillis()));
    }

    private BackupValues values() {
        return new BackupValues(backup.getValues());
    }

    RunRecord backup() {
        return backup;
    }
}
