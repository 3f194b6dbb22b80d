package io.jenkins.plugins.cinderbackup.openstack.keystone;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.text.ShellFile;
import io.jenkins.plugins.cinderbackup.text.ShellFile.Assignment;
import io.jenkins.plugins.cinderbackup.text.ShellFile.Obstacle;
import java.util.Locale;

/** Reads the {@code OS_*} variables of an openrc, as a shell's {@code source} would; nothing is run, see {@link ShellFile}. */
public final class OpenRc {
    private static final String PREFIX = "OS_";

    private OpenRc() {}

    /**
     * @param text the file
     * @throws PermanentException if a value does not follow from the text, or is not supported; no secret is quoted in it
     */
    public static CloudFields read(String text) {
        CloudEntries entries = new CloudEntries("openrc");
        for (Assignment assignment : ShellFile.read(text).assignments()) {
            if (assignment.name().startsWith(PREFIX)) {
                String key = assignment.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                if (assignment.value() != null) {
                    entries.put(key, assignment.name(), assignment.value());
                } else if (CloudEntries.matters(key)) {
                    refuse(entries, assignment);
                }
            }
        }
        return entries.fields();
    }

    private static void refuse(CloudEntries entries, Assignment assignment) {
        if (assignment.obstacle() == Obstacle.ASKED) {
            entries.problem(Finding.of(
                    "The openrc asks for " + assignment.name() + " when it is run (line " + assignment.line()
                            + "), so there is none in it",
                    "replace the lines that ask by export " + assignment.name()
                            + "='…', or use a Username with password and the fields of the form"));
        } else {
            entries.problem(Finding.of(
                    "Line " + assignment.line() + " of the OpenStack credential sets " + assignment.name()
                            + " to something that only a shell can read: it " + assignment.obstacle(),
                    "write the value itself, in single quotes"));
        }
    }
}
