package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names of clouds, clusters and repositories, by which jobs call them. */
final class NameCheck {
    private static final int MAX_NAME = 63;

    private NameCheck() {}

    /** What is wrong with one. */
    @NonNull
    static Optional<Finding> problem(String field, @CheckForNull String name) {
        if (name == null) {
            return PlanCheck.required(field, null, "give a name, by which jobs call it.");
        }
        boolean plain =
                name.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        return plain && name.length() <= MAX_NAME
                ? Optional.empty()
                : Optional.of(Finding.of(field + " is '" + Printable.text(name, MAX_NAME) + "': it must be 1 to "
                        + MAX_NAME + " characters without control characters."));
    }

    /** What is wrong with those of a list, in which each may be there once. */
    @NonNull
    static List<Finding> problems(String list, List<String> names) {
        List<Finding> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            problem(list + "[" + i + "].name", name).ifPresent(problems::add);
            if (name != null && !seen.add(name)) {
                problems.add(Finding.of(list + "[" + i + "].name is '" + shown(name, i)
                        + "', as that of another: each name must be there once."));
            }
        }
        return problems;
    }

    /** What messages call it: its name or, where it has none, its place in the list. */
    @NonNull
    static String shown(@CheckForNull String name, int index) {
        return name == null ? String.valueOf(index) : Printable.text(name, MAX_NAME);
    }
}
