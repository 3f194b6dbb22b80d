package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class Util {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(?:(?<plain>\\w+)|\\{(?<braced>[\\w.]+)}|(?<escaped>\\$))");

    private Util() {}

    @NonNull
    public static String fixNull(@CheckForNull String s) {
        return s == null ? "" : s;
    }

    @CheckForNull
    public static String fixEmpty(@CheckForNull String s) {
        return s == null || s.isEmpty() ? null : s;
    }

    @CheckForNull
    public static String fixEmptyAndTrim(@CheckForNull String s) {
        return s == null ? null : fixEmpty(s.trim());
    }

    /** An unknown reference stays as it is; {@code $$} is a dollar sign. */
    @Nullable
    public static String replaceMacro(@CheckForNull String s, @NonNull Map<String, String> properties) {
        return s == null ? null : REFERENCE.matcher(s).replaceAll(m -> replacement((Matcher) m, properties));
    }

    private static String replacement(Matcher found, Map<String, String> properties) {
        if (found.group("escaped") != null) {
            return Matcher.quoteReplacement("$");
        }
        String name = Optional.ofNullable(found.group("plain")).orElseGet(() -> found.group("braced"));
        return Matcher.quoteReplacement(
                Optional.ofNullable(properties.get(name)).orElseGet(found::group));
    }
}
