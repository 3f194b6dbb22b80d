package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.FollowUps;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.FoundVolumes.Found;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The backups of all volumes of a server, one each, which are one group. */
final class ServerBackups implements FollowUps {
    static final String SERVER = "server";
    static final String GROUP = "group";

    /** What all backups carry that follow this search. */
    static String group(RunJournal search) {
        return search.run().value();
    }

    private static RunId run(RunJournal search, Found volume) {
        return search.run().following(volume.id());
    }

    private static Optional<FoundVolumes> found(RunJournal search) {
        return search.facts().get(FoundVolumes.FACT);
    }

    @Override
    public List<RunId> runs(RunJournal search) {
        return found(search).stream()
                .flatMap(found -> found.volumes().stream())
                .map(volume -> run(search, volume))
                .toList();
    }

    @Override
    public RunJournal begin(RunJournal search, RunId run, Instant now) {
        VolumeBackupPlan each = VolumeSearchPlan.class.cast(search.plan()).each();
        FoundVolumes found = found(search).orElseThrow();
        Found volume = found.volumes().stream()
                .filter(one -> run(search, one).equals(run))
                .findFirst()
                .orElseThrow();
        String name = each.name() == null ? null : found.backupName(each.name(), volume);
        return VolumeBackupOperation.OPERATION.begin(
                run, search.origin(), each.ofVolume(volume.id(), name, group(search)), search.connections(), now);
    }

    @Override
    public Map<String, Object> values(Map<String, ?> found, List<Map<String, Object>> each) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(GROUP, found.get(GROUP));
        values.put(SERVER, found.get(SERVER));
        values.put("backups", each);
        return values;
    }
}
