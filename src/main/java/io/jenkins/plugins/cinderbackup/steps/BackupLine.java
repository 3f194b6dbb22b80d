package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.BackupEntry;
import io.jenkins.plugins.cinderbackup.catalog.BackupWorth;
import io.jenkins.plugins.cinderbackup.catalog.Proof;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A backup of the catalog in one line. */
final class BackupLine {
    private BackupLine() {}

    /**
     * Time, age, size, id, where, what keeps it from being sound, and what a verification has shown.
     *
     * @param proof the last that is known of it
     * @param id as it is to be shown
     * @param where its source or its repository, or null where that is clear
     */
    @NonNull
    static String of(BackupEntry backup, Optional<Proof> proof, String id, @CheckForNull String where, Instant now) {
        Duration age = Duration.between(backup.time(), now);
        List<String> words = new ArrayList<>();
        words.add(backup.time().truncatedTo(ChronoUnit.SECONDS).toString());
        // The clocks of the controller and of the node may differ
        words.add(Durations.text(age.isNegative() ? Duration.ZERO : age) + " ago");
        words.add(backup.bytes() == null ? "size unknown" : Sizes.binary(backup.bytes()));
        words.add(id);
        if (where != null) {
            words.add(where);
        }
        if (backup.worth() != BackupWorth.SOUND) {
            words.add(backup.worth().word());
        }
        proof.ifPresent(known -> words.add(known.words()));
        return String.join(", ", words);
    }
}
