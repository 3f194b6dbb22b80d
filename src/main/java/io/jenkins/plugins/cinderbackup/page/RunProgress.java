package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.restic.Progress;
import java.util.Locale;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** How far restic is, for page and remote API. It is never stored. */
@ExportedBean(defaultVisibility = 3)
public final class RunProgress {
    private final Progress progress;

    RunProgress(@NonNull Progress progress) {
        this.progress = progress;
    }

    /** Bytes done of bytes known, 0 to 100; while restic still scans it may fall. */
    @Exported
    public int getPercent() {
        return (int) Math.max(0, Math.min(100, Math.floor(progress.fraction() * 100)));
    }

    /** Bytes read or found unchanged. */
    @Exported
    public long getBytesDone() {
        return progress.bytesDone();
    }

    /** Bytes found so far. */
    @Exported
    public long getBytesTotal() {
        return progress.bytesTotal();
    }

    /** Files read or found unchanged. */
    @Exported
    public long getFilesDone() {
        return progress.filesDone();
    }

    /** Files found so far. */
    @Exported
    public long getFilesTotal() {
        return progress.filesTotal();
    }

    /** restic's estimate in milliseconds; 0 if it has none. */
    @Exported
    public long getRemainingMillis() {
        return progress.remaining().toMillis();
    }

    /** The same in one line for people. */
    @NonNull
    public String getText() {
        String text = String.format(
                Locale.ROOT,
                "%d %%, %s of %s, %,d of %,d files",
                getPercent(),
                Sizes.binary(getBytesDone()),
                Sizes.binary(getBytesTotal()),
                getFilesDone(),
                getFilesTotal());
        return progress.remaining().isZero() ? text : text + ", " + Durations.text(progress.remaining()) + " left";
    }
}
