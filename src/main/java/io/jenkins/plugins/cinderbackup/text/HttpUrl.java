package io.jenkins.plugins.cinderbackup.text;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** URLs of HTTP servers. */
public final class HttpUrl {
    private static final Pattern FORM =
            Pattern.compile("(?i:(?<scheme>https?))://(?<authority>[^/?#]*)(?<path>[^?#]*).*");

    private HttpUrl() {}

    /**
     * The same for all the ways to write one URL: scheme and host in lower case, without the scheme's own port, a doubled slash, a slash at the end and a
     * query. What is no such URL stays as it is.
     */
    @NonNull
    public static String normalised(@NonNull String text) {
        Matcher url = FORM.matcher(text.strip());
        if (!url.matches()) {
            return text.strip();
        }
        String scheme = url.group("scheme").toLowerCase(Locale.ROOT);
        String authority = url.group("authority")
                .toLowerCase(Locale.ROOT)
                .replaceFirst(scheme.equals("https") ? ":(443)?$" : ":(80)?$", "");
        String path = url.group("path").replaceAll("/{2,}", "/").replaceFirst("/$", "");
        return scheme + "://" + authority + path;
    }
}
