package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kubelet makes of {@code $(NAME)} and {@code $$} in a container's command, arguments and {@code env} values. A name that is not known stays as
 * it is written, and so does a {@code $} before anything else.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container">Container, args</a>
 * @see <a href="https://github.com/kubernetes/kubernetes/blob/master/third_party/forked/golang/expansion/expand.go">expand.go</a>
 */
final class VariableReferences {
    /** Each {@code $} takes what follows it along, so that in {@code $$(NAME)} no reference begins. */
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\$|\\([^)]*\\))");

    private VariableReferences() {}

    static String expand(String text, Map<String, String> variables) {
        return REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(), variables)));
    }

    private static String value(String reference, Map<String, String> variables) {
        return reference.equals("$$")
                ? "$"
                : variables.getOrDefault(reference.substring(2, reference.length() - 1), reference);
    }
}
