package io.jenkins.plugins.cinderbackup.catalog;

import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotTags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the snapshots of a repository are worth, by their tags: a sound one's, unless nobody knows yet whether its run has told it apart. */
final class Worths {
    private final String repository;
    private final UnsettledRuns unsettled;
    private final Map<List<String>, Set<String>> known = new HashMap<>();

    Worths(String repository, UnsettledRuns unsettled) {
        this.repository = repository;
        this.unsettled = unsettled;
    }

    BackupWorth of(ListedSnapshot snapshot) {
        SnapshotTags tags = SnapshotTags.of(snapshot.tags()).orElseThrow();
        Set<String> doubtful = known.computeIfAbsent(
                List.of(tags.source(), snapshot.host(), tags.paths()),
                group -> unsettled.of(repository, tags.source(), snapshot.host(), tags.paths()));
        return tags.sound() && !doubtful.contains(tags.run()) ? BackupWorth.SOUND : BackupWorth.UNKNOWN;
    }
}
