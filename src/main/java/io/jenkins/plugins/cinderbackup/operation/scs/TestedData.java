package io.jenkins.plugins.cinderbackup.operation.scs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of the data on the volumes.
 *
 * @param written the SHA-256 of what was written, by the name of its file
 * @param answered the parts whose pod has written what it was to write, or has found all that was written
 * @param different the part whose pod has found something else, or null
 * @param notMade the part whose pod could not be had, so that from then on nothing is written or compared, or null
 */
record TestedData(
        Map<String, String> written,
        List<String> answered,
        @CheckForNull String different,
        @CheckForNull String notMade) {
    /** Known once a pod has said something, or could not be had. */
    static final Fact<TestedData> FACT = new Fact<>("testedData", TestedData.class);

    private static final TestedData NONE = new TestedData(Map.of(), List.of(), null, null);

    TestedData {
        written = Collections.unmodifiableMap(new LinkedHashMap<>(written));
        answered = List.copyOf(answered);
    }

    static TestedData of(RunJournal journal) {
        return journal.facts().get(FACT).orElse(NONE);
    }

    boolean hasAnswered(TestPart part) {
        return answered.contains(part.name());
    }

    /** Whether this part was the one that has found something else. */
    boolean differsIn(TestPart part) {
        return part.name().equals(different);
    }

    /** Whether this part was the one whose pod could not be had. */
    boolean isNotMade(TestPart part) {
        return part.name().equals(notMade);
    }

    /** Whether data are still written and compared. */
    boolean goesOn() {
        return notMade == null;
    }

    TestedData written(TestPart part, String file, String sha256) {
        Map<String, String> all = new LinkedHashMap<>(written);
        all.put(file, sha256);
        return new TestedData(all, answered, different, notMade).found(part);
    }

    TestedData found(TestPart part) {
        List<String> all = new ArrayList<>(answered);
        all.add(part.name());
        return new TestedData(written, all, different, notMade);
    }

    TestedData differing(TestPart part) {
        return new TestedData(written, answered, part.name(), notMade);
    }

    TestedData withoutPod(TestPart part) {
        return new TestedData(written, answered, different, part.name());
    }
}
