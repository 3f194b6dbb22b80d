package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a pod does with a volume, and what it says of that: a shell with {@code head}, {@code sync} and {@code sha256sum}, which restic's own image has, and any other
 * that has a shell. restic itself would need a Secret and three Jobs for each look, and would prove that its repository is whole, but not that it is the one of the
 * backup: after the restore of an increment the repository of the full backup is whole too.
 */
final class DataScript {
    /** Where the pod sees the volume. */
    static final String FOLDER = "/data";

    /** Of each file: far more than a block of any backup driver. */
    private static final long BYTES = 16L << 20;

    /** With this the output is whole. */
    private static final String END = "That is all.";

    private static final int SHOWN = 300;
    private static final Pattern DIGEST = Pattern.compile("^([0-9a-f]{64}) [ *](\\S+)$", Pattern.MULTILINE);

    private DataScript() {}

    /** The name of the file that a part writes. */
    static String file(TestPart part) {
        return part == TestPart.WRITE ? "first" : "second";
    }

    /** Writes the file of a part, anew where a pod was at it before. */
    static List<String> writing(TestPart part) {
        String file = file(part);
        return shell("cd " + FOLDER + " && head -c " + BYTES + " /dev/urandom > " + file + " && sync && sha256sum "
                + file + " && echo '" + END + "'");
    }

    /** Reads the files; says of one that cannot be read why, and goes on. */
    static List<String> reading(Collection<String> files) {
        return shell("cd " + FOLDER + " && { sha256sum " + String.join(" ", files) + "; echo '" + END + "'; }");
    }

    private static List<String> shell(String script) {
        return List.of("sh", "-c", script);
    }

    /** Whether all is there that a pod has to say. */
    static boolean isWhole(String output) {
        return output.lines().anyMatch(END::equals);
    }

    /** The SHA-256 of a file, as the pod says it. */
    static Optional<String> digest(String output, String file) {
        return DIGEST.matcher(output)
                .results()
                .filter(line -> line.group(2).equals(file))
                .map(line -> line.group(1))
                .findFirst();
    }

    /**
     * What of the files is not as it was written, as clauses; empty if all is.
     *
     * @param written the SHA-256 of each file
     */
    static List<String> differences(String output, Map<String, String> written) {
        List<String> differences = new ArrayList<>();
        written.forEach((file, sha256) -> {
            String found = digest(output, file).orElse(null);
            if (found == null) {
                differences.add("file " + file + " cannot be read" + why(output, file));
            } else if (!found.equals(sha256)) {
                differences.add("file " + file + " has the SHA-256 " + found + ", and not " + sha256);
            }
        });
        return differences;
    }

    /** Each implementation has other words, but all begin with the name of the program. */
    private static String why(String output, String file) {
        return output.lines()
                .filter(line -> line.startsWith("sha256sum: ") && line.contains(file))
                .findFirst()
                .map(line -> " (" + Printable.text(line.strip(), SHOWN) + ")")
                .orElse("");
    }
}
