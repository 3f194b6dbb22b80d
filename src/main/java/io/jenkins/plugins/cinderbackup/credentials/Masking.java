package io.jenkins.plugins.cinderbackup.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Replaces secrets in texts by asterisks: each secret as it is, line by line, URL-encoded and in Base64. It may be told more secrets at any
 * time, by any thread.
 */
public final class Masking implements UnaryOperator<String> {
    private static final String MASK = "****";
    /** Shorter ones would blacken every text and hide what is wrong; they protect nothing either. */
    private static final int SHORTEST = 4;
    /** A line of a file that is shorter, such as {@code kind: Config}, is no secret. */
    private static final int SHORTEST_LINE = 12;

    /** A line of YAML, of JSON or of an environment file whose name says that its value is secret. */
    private static final Pattern SECRET_ENTRY =
            Pattern.compile("(?im)^.*?(?:pass|secret|token|key)[\\w.-]*[\"']?\\s*[:=]\\s*(\\S.*?),?\\s*$");

    /** The longest first, for a secret may contain another. */
    private volatile List<String> forms = List.of();

    /** Masks the text from now on; null and what is too short are ignored. */
    public synchronized void add(@CheckForNull String secret) {
        if (secret == null || secret.strip().length() < SHORTEST) {
            return;
        }
        Set<String> all = new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        all.addAll(forms);
        addForms(all, secret);
        addForms(all, secret.strip());
        secret.lines().map(String::strip).filter(line -> line.length() >= SHORTEST_LINE).forEach(line -> addForms(all, line));
        forms = List.copyOf(all);
    }

    /** Masks a file from now on: as a whole, its longer lines, and the values of what it calls a password, secret, token or key. */
    public void addFile(@NonNull String content) {
        add(content);
        SECRET_ENTRY.matcher(content).results().forEach(entry -> add(unquoted(entry.group(1).strip())));
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Masks all of the texts from now on. */
    public void addAll(@NonNull Collection<String> secrets) {
        secrets.forEach(this::add);
    }

    private static void addForms(Set<String> all, String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        all.add(secret);
        all.add(form);
        all.add(form.replace("+", "%20"));
        all.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        all.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The text without any of the secrets. */
    @NonNull
    @Override
    public String apply(@CheckForNull String text) {
        String masked = text == null ? "" : text;
        for (String form : forms) {
            masked = masked.replace(form, MASK);
        }
        return masked;
    }

    /** How many forms it knows, and none of them. */
    @Override
    public String toString() {
        return "Masking of " + forms.size() + " forms";
    }
}
