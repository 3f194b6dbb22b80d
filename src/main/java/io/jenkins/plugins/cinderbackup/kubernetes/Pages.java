package io.jenkins.plugins.cinderbackup.kubernetes;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiCalls;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists of objects, asked of the server and never of a watch, page by page. */
final class Pages {
    private static final long PAGE = 500;

    private Pages() {}

    /**
     * All objects of a kind in a namespace, as the server orders them.
     *
     * @param resource the plural, such as {@code pods}
     * @param selector as {@code kubectl get --selector} has it; null for all
     * @param list how one page of it is listed
     */
    static <T extends HasMetadata> List<T> of(
            String resource,
            String namespace,
            @CheckForNull String selector,
            Function<ListOptions, ? extends KubernetesResourceList<T>> list) {
        Request request = Request.of("list", resource, namespace, null);
        List<T> all = new ArrayList<>();
        String next = null;
        do {
            ListOptions options = new ListOptionsBuilder()
                    .withLabelSelector(selector)
                    .withLimit(PAGE)
                    .withContinue(next)
                    .build();
            KubernetesResourceList<T> page = ApiCalls.read(request, () -> list.apply(options));
            all.addAll(page.getItems());
            next = page.getMetadata() == null ? null : page.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
        return all;
    }
}
