package io.jenkins.plugins.cinderbackup.openstack;

import io.jenkins.plugins.cinderbackup.engine.Finding;
import io.jenkins.plugins.cinderbackup.engine.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.CloudFields.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the {@code OS_*} lines of an openrc. The file is a shell script, but nothing is run or expanded: lines that set a variable that we
 * know are taken, all others are not looked at.
 */
public final class OpenRc {
    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?(OS_[A-Z_]+)=(.*)");

    /** Looks back one character only: many blanks would else cost their square. */
    private static final Pattern COMMENT = Pattern.compile("(?<=^|\\s)#.*$");

    private OpenRc() {}

    /**
     * @param text the file
     * @throws PermanentException if a value is not literal; values are never quoted in it
     */
    public static CloudFields read(String text) {
        CloudFields fields = new CloudFields();
        List<Finding> problems = new ArrayList<>();
        String[] lines = text.replaceFirst("^\ufeff", "").split("\\R", -1);
        for (int number = 1; number <= lines.length; number++) {
            Matcher matcher = LINE.matcher(lines[number - 1].strip());
            if (!matcher.matches()) {
                continue;
            }
            Optional<Field> field = Field.ofVariable(matcher.group(1));
            Optional<String> value = literal(matcher.group(2).strip());
            if (field.isPresent() && value.isPresent()) {
                fields.with(field.get(), value.get());
            } else if (field.isPresent()) {
                problems.add(Finding.of(
                        "Line " + number + " of the OpenStack credential sets " + matcher.group(1) + " to something that only a shell can read",
                        "write the value itself, in single quotes; the script that Horizon offers asks for the password instead"));
            }
        }
        if (!problems.isEmpty()) {
            throw new PermanentException(problems, null);
        }
        return fields;
    }

    /** The value that a shell would see, or empty where that depends on more than the text. */
    private static Optional<String> literal(String raw) {
        if (raw.length() > 1 && raw.startsWith("'") && raw.indexOf('\'', 1) == raw.length() - 1) {
            return Optional.of(raw.substring(1, raw.length() - 1));
        }
        boolean quoted = raw.length() > 1 && raw.startsWith("\"") && raw.endsWith("\"");
        String inner = quoted ? raw.substring(1, raw.length() - 1) : COMMENT.matcher(raw).replaceFirst("").strip();
        Pattern forbidden = Pattern.compile(quoted ? "(?<!\\\\)(\\\\\\\\)*[$`\"]" : "[$`\"'\\\\;&|<>()\\s]");
        if (forbidden.matcher(inner).find()) {
            return Optional.empty();
        }
        return Optional.of(quoted ? inner.replaceAll("\\\\([\\\\$`\"])", "$1") : inner);
    }
}
