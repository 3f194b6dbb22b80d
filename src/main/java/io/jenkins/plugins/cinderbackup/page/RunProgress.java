package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.Durations;
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

    /** Done of what is known, 0 to 100; while restic still scans it may fall. */
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

    /** Files read or found unchanged, or what else is counted. */
    @Exported
    public long getItemsDone() {
        return progress.itemsDone();
    }

    /** Those found so far. */
    @Exported
    public long getItemsTotal() {
        return progress.itemsTotal();
    }

    /** What is counted, such as {@code files}. */
    @Exported
    @NonNull
    public String getUnit() {
        return progress.unit();
    }

    /** restic's estimate in milliseconds; 0 if it has none. */
    @Exported
    public long getRemainingMillis() {
        return progress.remaining().toMillis();
    }

    /** The same in one line for people. */
    @NonNull
    public String getText() {
        String text = getPercent() + " %, " + amounts(progress);
        return progress.remaining().isZero() ? text : text + ", " + Durations.text(progress.remaining()) + " left";
    }

    /** How much of how much; bytes only where restic counts them. */
    @NonNull
    static String amounts(@NonNull Progress progress) {
        String items = String.format(
                Locale.ROOT, "%,d of %,d %s", progress.itemsDone(), progress.itemsTotal(), progress.unit());
        return progress.bytesTotal() == 0
                ? items
                : Sizes.binary(progress.bytesDone()) + " of " + Sizes.binary(progress.bytesTotal()) + ", " + items;
    }
}
