package io.jenkins.plugins.cinderbackup.kubernetes.watch;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a pod that has to wait for others' end from one that never fits. The words are those of the ResourceQuota admission plugin:
 * {@code exceeded quota: NAME, requested: cpu=2, used: cpu=1, limited: cpu=2}.
 */
public final class QuotaRefusal {
    private static final Pattern EXCEEDED =
            Pattern.compile("exceeded quota: .*?, requested: (.*?), used: .*?, limited: (.*)");

    /** An amount as Kubernetes prints it; with the library's parser alone, other words of a webhook would be an error of ours. */
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?([num]|[kMGTPE]|[KMGTPE]i)?");

    private QuotaRefusal() {}

    /** Whether the same pod can be accepted once others have ended. */
    public static boolean mayPass(String message) {
        Matcher matcher = EXCEEDED.matcher(message);
        if (!matcher.find()) {
            return isBusy(message);
        }
        Map<String, Quantity> requested = amounts(matcher.group(1));
        Map<String, Quantity> limited = amounts(matcher.group(2));
        return requested.entrySet().stream().allMatch(entry -> {
            Quantity limit = limited.get(entry.getKey());
            return limit == null || entry.getValue().getNumericalAmount().compareTo(limit.getNumericalAmount()) <= 0;
        });
    }

    /** Failures of the server's or a webhook's own, as against a refusal. */
    private static boolean isBusy(String message) {
        return !message.contains("forbidden") && !message.contains("denied") && !message.contains("nvalid");
    }

    private static Map<String, Quantity> amounts(String list) {
        Map<String, Quantity> amounts = new HashMap<>();
        for (String item : list.split(",")) {
            String[] pair = item.split("=", 2);
            if (pair.length == 2 && AMOUNT.matcher(pair[1]).matches()) {
                amounts.put(pair[0].trim(), Quantity.parse(pair[1]));
            }
        }
        return amounts;
    }
}
