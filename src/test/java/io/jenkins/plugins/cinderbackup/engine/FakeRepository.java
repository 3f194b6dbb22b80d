package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tags of what runs have backed up of one source, which restic changes by a new snapshot in place of the old one. */
final class FakeRepository {
    private static final String SOUND = "src:apps/shop/db";
    private static final String UNSOUND = "unsound:apps/shop/db";
    private static final Pattern RUN = Pattern.compile("--tag=.*run=(?<run>\\w+)");

    /** Whether the storage lets nothing be deleted. */
    boolean appendOnly;
    /** Whether restic says so. */
    boolean tells = true;

    private final Set<String> retagged = new HashSet<>();
    private final Set<String> old = new HashSet<>();

    /** What restic does, and that it does well what is not about tags. */
    ResticScript run(Kind kind, List<String> args) {
        return switch (kind) {
            case SET_APART -> setApart(runs(args));
            case FIND -> find(runs(args).get(0));
            default -> ResticScript.success(kind);
        };
    }

    private static List<String> runs(List<String> args) {
        return args.stream()
                .map(RUN::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group("run"))
                .toList();
    }

    private ResticScript setApart(List<String> runs) {
        retagged.addAll(runs);
        if (!appendOnly) {
            return ResticScript.success(Kind.SET_APART);
        }
        old.addAll(runs);
        return ResticScript.exit(
                0,
                tells
                        ? "unable to modify the tags for snapshot ID \"" + ResticScript.OWN
                                + "\", ignoring: client.RemoveObject: Access Denied.\nno snapshots were modified\n"
                        : "modified tags on 1 snapshots\n");
    }

    private ResticScript find(String run) {
        List<String> found = new ArrayList<>();
        if (isSound(run)) {
            found.add(ResticScript.snapshot(ResticScript.OWN, SOUND));
        }
        if (retagged.contains(run)) {
            found.add(ResticScript.snapshot(ResticScript.AGAIN, UNSOUND));
        }
        return ResticScript.exit(0, found.stream().collect(Collectors.joining(",", "[", "]\n")));
    }

    /** Whether there is a snapshot of the run that counts as sound. */
    boolean isSound(String run) {
        return !retagged.contains(run) || old.contains(run);
    }
}
