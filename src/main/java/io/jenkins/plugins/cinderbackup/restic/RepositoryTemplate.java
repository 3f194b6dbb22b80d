package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository's location in which names of a source may stand, so that one line gives each source a repository of its own: {@code {cluster}},
 * {@code {namespace}} and {@code {pvc}}, as in the URI templates of RFC 6570.
 *
 * <p>restic decodes what is percent-encoded and resolves {@code ..} in some locations, so that an encoded name could still leave its place. Hence a name
 * that would have to be encoded {@linkplain #fits does not fit}.
 */
public final class RepositoryTemplate {
    /** The name of the source's cluster. */
    public static final String CLUSTER = "cluster";

    /** The source's namespace. */
    public static final String NAMESPACE = "namespace";

    /** The source's PVC. */
    public static final String PVC = "pvc";

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{(" + String.join("|", CLUSTER, NAMESPACE, PVC) + ")}");
    private static final Pattern IN_HOST = Pattern.compile("(s3|rest):((?i:https?):)?(//)?[^/]*\\{.*");
    private static final Pattern ADJACENT = Pattern.compile(".*}[^{}/:]*\\{.*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final String EXAMPLE = "x";

    private RepositoryTemplate() {}

    /** All that is wrong with it, whatever stands in it, as sentences; they hold no part of a login. */
    @NonNull
    public static List<String> problems(@CheckForNull String template) {
        String text = template == null ? "" : template.strip();
        List<String> problems = new ArrayList<>(RepositoryUrl.problems(example(text)));
        if (PLACEHOLDER.matcher(text).replaceAll("").matches(".*[{}].*")) {
            problems.add(
                    "repository.url has a brace that belongs to no placeholder. Placeholders are {cluster}, {namespace} and {pvc}; a brace has no other meaning.");
        } else if (IN_HOST.matcher(text).matches()) {
            problems.add(
                    "repository.url has a placeholder in its host, so that a job could choose to which server the keys are sent. Put it into the path.");
        } else if (ADJACENT.matcher(text).matches()) {
            problems.add(
                    "repository.url has two placeholders without a / between them, so that two sources could have one repository. Put a / between them.");
        }
        return problems;
    }

    /** A location of the same form, for what holds of each. */
    @NonNull
    public static String example(@NonNull String template) {
        return PLACEHOLDER.matcher(template.strip()).replaceAll(EXAMPLE);
    }

    /** The placeholders in it, each once. */
    @NonNull
    public static Set<String> placeholders(@NonNull String template) {
        Set<String> found = new LinkedHashSet<>();
        PLACEHOLDER.matcher(template).results().map(result -> result.group(1)).forEach(found::add);
        return found;
    }

    /** Whether a name can stand in a location as it is: one segment of a path, and no way out of it. */
    public static boolean fits(@NonNull String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * The location.
     *
     * @param names for each of its placeholders; they fit
     * @throws IllegalArgumentException if a name is missing or does not fit
     */
    @NonNull
    public static String expand(@NonNull String template, @NonNull Map<String, String> names) {
        return PLACEHOLDER.matcher(template.strip()).replaceAll(result -> {
            String name = names.get(result.group(1));
            if (name == null || !fits(name)) {
                throw new IllegalArgumentException("No name that fits for " + result.group());
            }
            return Matcher.quoteReplacement(name);
        });
    }
}
