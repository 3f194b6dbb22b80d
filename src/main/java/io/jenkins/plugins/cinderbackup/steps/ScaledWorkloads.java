package io.jenkins.plugins.cinderbackup.steps;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The field {@code scaleDown}: workloads by kind and name, such as {@code statefulset/postgres}. */
record ScaledWorkloads(List<String> entries) {
    private static final int SHOWN = 80;
    private static final Map<String, ResourceKind> KINDS =
            Map.of("deployment", ResourceKind.DEPLOYMENT, "statefulset", ResourceKind.STATEFUL_SET);

    /** What is wrong with it. */
    List<Finding> problems() {
        Findings problems = new Findings();
        Set<String> seen = new LinkedHashSet<>();
        for (String entry : entries) {
            if (!KINDS.containsKey(kind(entry))) {
                problems.add(
                        "scaleDown has '" + Printable.text(entry, SHOWN)
                                + "': each entry must be statefulset/NAME or deployment/NAME.",
                        "scale a workload of another kind to 0 by hand, and leave it out");
            } else {
                problems.add(PlanCheck.name1123("scaleDown", name(entry)));
            }
            if (!seen.add(entry)) {
                problems.add("scaleDown has '" + Printable.text(entry, SHOWN) + "' twice.", "remove one of the two");
            }
        }
        return problems.list();
    }

    /** The workloads, of entries without problems. */
    List<Workload> in(String namespace) {
        return entries.stream()
                .map(entry -> new Workload(KINDS.get(kind(entry)), namespace, name(entry)))
                .toList();
    }

    private static String kind(String entry) {
        return entry.split("/", 2)[0];
    }

    private static String name(String entry) {
        return entry.substring(entry.indexOf('/') + 1);
    }
}
