package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.ExpiredSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The kept snapshots of earlier runs whose deletion a run has asked for. */
public record RequestedDeletions(List<ExpiredSnapshot> snapshots) {
    /** Known once it has asked for one. */
    public static final Fact<RequestedDeletions> FACT = new Fact<>("requestedDeletions", RequestedDeletions.class);

    static final RequestedDeletions NONE = new RequestedDeletions(List.of());

    public RequestedDeletions {
        snapshots = List.copyOf(snapshots);
    }

    /** The one of this id. */
    Optional<ExpiredSnapshot> of(String id) {
        return snapshots.stream().filter(snapshot -> snapshot.id().equals(id)).findFirst();
    }

    /** Those of which nobody knows yet what has become of them. */
    List<ExpiredSnapshot> awaited() {
        return snapshots.stream().filter(ExpiredSnapshot::awaited).toList();
    }

    /** The ids of those that are gone, or were on their way when last looked at. */
    public Set<String> notStaying() {
        return snapshots.stream()
                .filter(snapshot -> !snapshot.stays())
                .map(ExpiredSnapshot::id)
                .collect(Collectors.toSet());
    }

    RequestedDeletions with(ExpiredSnapshot snapshot) {
        List<ExpiredSnapshot> all = new ArrayList<>(snapshots);
        all.removeIf(known -> known.id().equals(snapshot.id()));
        all.add(snapshot);
        return new RequestedDeletions(all);
    }
}
