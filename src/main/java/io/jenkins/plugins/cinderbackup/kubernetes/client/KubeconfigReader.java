package io.jenkins.plugins.cinderbackup.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection.Credential;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import io.jenkins.plugins.cinderbackup.text.StrictYaml;
import io.jenkins.plugins.cinderbackup.text.YamlException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Takes a kubeconfig apart. Unlike a client library's reader it runs no command and reads no file, whatever the text says: it comes from a
 * user and is read on the controller.
 *
 * @see <a href="https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/">kubeconfig (v1)</a>
 */
public final class KubeconfigReader {
    private static final int MAX_CHARS = 1 << 20;
    private static final int SHOWN = 120;
    private static final List<String> REFUSED_IN_CLUSTER = List.of("certificate-authority", "tls-server-name");
    private static final List<String> REFUSED_IN_USER = List.of(
            "exec",
            "auth-provider",
            "tokenFile",
            "client-certificate",
            "client-key",
            "username",
            "password",
            "as",
            "as-uid",
            "as-groups",
            "as-user-extra");

    private final JsonNode root;
    private final Findings findings = new Findings();

    private KubeconfigReader(JsonNode root) {
        this.root = root;
    }

    /**
     * Reads one context of a kubeconfig.
     *
     * @param text the file's content
     * @param context the context's name, or null for the {@code current-context}
     * @throws PermanentException with all that is wrong; no message quotes a secret
     */
    @NonNull
    public static ClusterConnection read(@NonNull String text, @CheckForNull String context) {
        KubeconfigReader reader = new KubeconfigReader(parse(text));
        return reader.connection(context == null || context.isBlank() ? null : context.trim());
    }

    private static JsonNode parse(String text) {
        if (text.length() > MAX_CHARS) {
            throw PermanentException.of("The kubeconfig is longer than " + MAX_CHARS + " characters.");
        }
        try {
            JsonNode root = StrictYaml.read(text);
            if (!root.isObject()) {
                throw PermanentException.of(
                        "The kubeconfig is not a YAML mapping with clusters, users and contexts.",
                        "store the whole file that `kubectl config view --raw --minify --flatten` prints");
            }
            return root;
        } catch (YamlException e) {
            if (e.isReference()) {
                throw PermanentException.of(
                        "The kubeconfig refers to another place of it ('*name') at line " + e.line() + ".",
                        "Write the value itself there.");
            }
            String where = e.line() == 0 ? "" : " at line " + e.line();
            throw PermanentException.of(
                    "The kubeconfig is not valid YAML" + where + " (syntax, or a key that is there twice).");
        }
    }

    private ClusterConnection connection(@CheckForNull String wanted) {
        String name = wanted == null ? text(root, "current-context") : wanted;
        if (name == null) {
            throw PermanentException.of(
                    "The kubeconfig has no current-context.",
                    "Set one, or choose one with 'context'. " + known("contexts"));
        }
        JsonNode context = named("contexts", "context", name);
        JsonNode cluster = context == null ? null : referenced(context, "cluster", "clusters", name);
        JsonNode user = context == null ? null : referenced(context, "user", "users", name);
        String server = cluster == null ? null : server(cluster);
        String ca = cluster == null ? null : decoded(cluster, "certificate-authority-data");
        Credential credential = user == null ? null : credential(user);
        if (server != null && findings.isEmpty()) {
            return new ClusterConnection(server, ca, credential, text(cluster, "proxy-url"));
        }
        throw findings.exception();
    }

    @CheckForNull
    private JsonNode referenced(JsonNode context, String field, String list, String contextName) {
        String name = text(context, field);
        if (name == null) {
            findings.add("The context '" + shown(contextName) + "' of the kubeconfig names no " + field + ".");
            return null;
        }
        return named(list, field, name);
    }

    @CheckForNull
    private JsonNode named(String list, String field, String name) {
        List<JsonNode> found = new ArrayList<>();
        root.path(list).forEach(entry -> {
            if (name.equals(text(entry, "name"))) {
                found.add(entry.path(field));
            }
        });
        if (found.size() != 1) {
            String count = found.isEmpty() ? "no" : "more than one";
            findings.add("The kubeconfig has " + count + " " + field + " '" + shown(name) + "'.", known(list));
            return null;
        }
        return found.get(0);
    }

    @CheckForNull
    private String server(JsonNode cluster) {
        refuse(cluster, "cluster", REFUSED_IN_CLUSTER);
        if (cluster.path("insecure-skip-tls-verify").asBoolean()) {
            findings.add(
                    "The kubeconfig's cluster has insecure-skip-tls-verify: TLS is always verified.",
                    "Remove it and give the server's CA as certificate-authority-data.");
        }
        String server = text(cluster, "server");
        if (server == null) {
            findings.add("The kubeconfig's cluster has no server.");
        }
        return server;
    }

    @CheckForNull
    private Credential credential(JsonNode user) {
        refuse(user, "user", REFUSED_IN_USER);
        String token = text(user, "token");
        String certificate = decoded(user, "client-certificate-data");
        String key = decoded(user, "client-key-data");
        if (token != null) {
            return new Credential.Token(token);
        }
        if (certificate != null && key != null) {
            return new Credential.ClientCertificate(certificate, key);
        }
        if (findings.isEmpty()) {
            findings.add(
                    "The kubeconfig's user has neither a token nor both client-certificate-data and client-key-data.",
                    "Use the token of a service account; see the permissions in the documentation.");
        }
        return null;
    }

    private void refuse(JsonNode node, String where, List<String> names) {
        for (String name : names) {
            if (hasContent(node.path(name))) {
                findings.add(
                        "The kubeconfig's " + where + " has '" + name
                                + "', which is not supported: only inline values are read, no command is run and"
                                + " no file is opened on the Jenkins controller.",
                        "Make a kubeconfig with 'kubectl config view --raw --minify --flatten' and the token of a service account.");
            }
        }
    }

    /** What writes kubeconfigs leaves fields in them that are there and say nothing. */
    private static boolean hasContent(JsonNode value) {
        return value.isContainerNode() ? !value.isEmpty() : !value.asText().isBlank() && !value.isNull();
    }

    @CheckForNull
    private String decoded(JsonNode node, String field) {
        String value = text(node, field);
        if (value == null) {
            return null;
        }
        try {
            return new String(Base64.getDecoder().decode(value.replaceAll("\\s", "")), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            findings.add("The kubeconfig's " + field + " is not valid Base64.");
            return null;
        }
    }

    private String known(String list) {
        List<String> names = new ArrayList<>();
        root.path(list).forEach(entry -> names.add(shown(entry.path("name").asText())));
        return names.isEmpty()
                ? "It has no " + list + "."
                : "Its " + list + " are: " + Printable.text(String.join(", ", names), 500) + ".";
    }

    private static String shown(String name) {
        return Printable.text(name, SHOWN);
    }

    @CheckForNull
    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        String text = value.isValueNode() && !value.isNull() ? value.asText().trim() : "";
        return text.isEmpty() ? null : text;
    }
}
