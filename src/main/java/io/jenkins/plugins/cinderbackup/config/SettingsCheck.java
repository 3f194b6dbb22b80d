package io.jenkins.plugins.cinderbackup.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What is wrong with a list of the global configuration, all at once, each with its field's name as JCasC has it. */
final class SettingsCheck {
    private SettingsCheck() {}

    @NonNull
    static List<Finding> clouds(List<OpenstackCloud> clouds) {
        return all("clouds", clouds, OpenstackCloud::getName, OpenstackCloud::problems);
    }

    @NonNull
    static List<Finding> clusters(List<KubernetesCluster> clusters) {
        return all("clusters", clusters, KubernetesCluster::getName, KubernetesCluster::problems);
    }

    @NonNull
    static List<Finding> repositories(List<ResticRepository> repositories) {
        return all("repositories", repositories, ResticRepository::getName, ResticRepository::problems);
    }

    private static <T> List<Finding> all(
            String list, List<T> places, Function<T, String> name, BiFunction<T, String, List<Finding>> problems) {
        List<String> names = places.stream().map(name).toList();
        List<Finding> findings = new ArrayList<>(NameCheck.problems(list, names));
        for (int i = 0; i < places.size(); i++) {
            // Where two have one name only the place tells which of them is meant
            boolean once = Collections.frequency(names, names.get(i)) == 1;
            String prefix = list + "[" + NameCheck.shown(once ? names.get(i) : null, i) + "].";
            findings.addAll(problems.apply(places.get(i), prefix));
        }
        return findings;
    }
}
