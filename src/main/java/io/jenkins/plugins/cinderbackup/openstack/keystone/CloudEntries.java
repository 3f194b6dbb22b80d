package io.jenkins.plugins.cinderbackup.openstack.keystone;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudFields.Field;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import io.jenkins.plugins.cinderbackup.text.LineEnd;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a file says of a cloud, under the names that openstacksdk and keystoneauth know. Each is taken, refused by its name, or named as one that is not
 * used: none is passed over in silence.
 *
 * @see <a href="https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html">openstacksdk, configuration</a>
 * @see <a href="https://docs.openstack.org/keystoneauth/latest/plugin-options.html">keystoneauth, plugin options</a>
 */
final class CloudEntries {
    private static final int SHOWN = 400;

    private static final String PROJECT_SCOPE =
            "log in with a user and password or an application credential, for a project";
    private static final String CATALOG = "remove it: block storage is found by the cloud's catalog";
    private static final String CLIENT_CERTIFICATE = "remove it: a TLS client certificate cannot be used";

    /** What would change who logs in or where block storage is, and is not done; with what to do instead. */
    private static final Map<String, String> REFUSED = new HashMap<>(Map.of(
            "user_id",
            "give the user's name and domain",
            "application_credential_name",
            "give the application credential's id",
            "cert",
            CLIENT_CERTIFICATE,
            "key",
            CLIENT_CERTIFICATE));

    static {
        Set.of("token", "auth_token", "passcode", "trust_id", "system_scope", "auth_methods")
                .forEach(name -> REFUSED.put(name, PROJECT_SCOPE));
        for (String service : List.of("block_storage", "volume", "volumev3")) {
            Set.of("_endpoint", "_endpoint_override", "_service_name", "_service_type")
                    .forEach(name -> REFUSED.put(service + name, CATALOG));
        }
    }

    private static final List<String> DOMAIN =
            List.of("domain_name", "domain_id", "default_domain_name", "default_domain_id");
    private static final Set<String> AUTH_TYPES = Set.of("password", "v3password", "v3applicationcredential");

    /** What has but one value that is right. */
    private enum Checked {
        AUTH_TYPE(AUTH_TYPES::contains, "use 'password' or 'v3applicationcredential'"),
        IDENTITY_API_VERSION(
                version -> version.matches("v?3(\\.\\d+)?"), "only version 3 of the Identity API is known"),
        VOLUME_API_VERSION(
                version -> version.matches("v?3(\\.\\d+)?"), "only version 3 of the Block Storage API is known"),
        BLOCK_STORAGE_API_VERSION(VOLUME_API_VERSION.right, VOLUME_API_VERSION.hint),
        VERIFY(
                value -> !value.equalsIgnoreCase("false"),
                "TLS certificates are always checked: remove it, and give the cloud's CA in 'caCertificate'"),
        INSECURE(value -> !value.equalsIgnoreCase("true"), VERIFY.hint);

        private final Predicate<String> right;
        private final String hint;

        Checked(Predicate<String> right, String hint) {
            this.right = right;
            this.hint = hint;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> used = new TreeSet<>();
    private final Findings problems = new Findings();
    private final CloudFields fields = new CloudFields();

    /** @param shown the name as the file has it */
    private record Entry(String shown, String value) {}

    /** @param file what it is, as it reads after "the" */
    CloudEntries(String file) {
        this.file = file;
    }

    /** Whether the name is one that is taken, refused or checked. */
    static boolean matters(String key) {
        return REFUSED.containsKey(key)
                || Field.isKey(key)
                || List.of(Checked.values()).stream()
                        .anyMatch(checked -> checked.key().equals(key))
                || DOMAIN.contains(key);
    }

    /** @param key in lower case, with underscores; the last one of a name counts, and an empty value is as if it were not there */
    void put(String key, String shown, @CheckForNull String value) {
        if (value == null || value.isBlank()) {
            entries.remove(key);
        } else {
            entries.put(key, new Entry(shown, LineEnd.without(value)));
        }
    }

    void problem(Finding problem) {
        problems.add(problem);
    }

    /** Names something that is there and is not used. */
    void unused(String shown) {
        fields.withUnused(shown);
    }

    /** @throws PermanentException with all that is wrong */
    CloudFields fields() {
        for (Field field : Field.values()) {
            take(field, field.keys());
        }
        takeDomain(Field.USER_DOMAIN_NAME, Field.USER_DOMAIN_ID);
        takeDomain(Field.PROJECT_DOMAIN_NAME, Field.PROJECT_DOMAIN_ID);
        for (Checked checked : Checked.values()) {
            check(checked);
        }
        entries.forEach((key, entry) -> {
            if (REFUSED.containsKey(key)) {
                problem(Finding.of(
                        "The " + file + " has " + Printable.text(entry.shown, SHOWN) + ", which is not supported",
                        REFUSED.get(key)));
            } else if (!used.contains(key)) {
                unused(entry.shown);
            }
        });
        problems.throwIfAny();
        return fields;
    }

    /** The first of the names that has a value. */
    private void take(Field field, List<String> keys) {
        used.addAll(keys);
        keys.stream()
                .filter(entries::containsKey)
                .findFirst()
                .ifPresent(key -> fields.with(field, entries.get(key).value));
    }

    /** Who names but one domain means it for user and project. */
    private void takeDomain(Field name, Field id) {
        boolean known = fields.has(name) || fields.has(id);
        take(name, known ? name.keys() : List.of("domain_name", "default_domain_name"));
        take(id, known ? id.keys() : List.of("domain_id", "default_domain_id"));
        used.addAll(DOMAIN);
    }

    private void check(Checked checked) {
        used.add(checked.key());
        Entry entry = entries.get(checked.key());
        if (entry != null && !checked.right.test(entry.value)) {
            problem(Finding.of(
                    "The " + file + " has " + Printable.text(entry.shown, SHOWN) + " '"
                            + Printable.text(entry.value, SHOWN) + "', which is not supported",
                    checked.hint));
        }
    }
}
