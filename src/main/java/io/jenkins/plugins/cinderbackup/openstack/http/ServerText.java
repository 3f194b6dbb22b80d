package io.jenkins.plugins.cinderbackup.openstack.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server said, fit for a message: its own words if it has any, else the beginning of what came, always one short line. */
public final class ServerText {
    /** Longer than every message of Cinder and Keystone that is known, shorter than a screen. */
    private static final int MAX = 400;

    /** A page's title is at its beginning; a search through megabytes of open tags would take hours. */
    private static final int HEAD = 8192;

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]*>(.*?)</title>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private ServerText() {}

    /** The message within an error's body: {@code {"anything": {"message": …}}}, else a description of the body. */
    public static String of(String body) {
        if (body.isBlank()) {
            return "(empty answer)";
        }
        try {
            JsonNode root = JSON.readTree(body);
            for (JsonNode inner : root) {
                if (inner.path("message").isTextual()) {
                    return oneLine(inner.path("message").asText());
                }
            }
        } catch (JsonProcessingException notJson) {
            return page(body);
        }
        return oneLine(body);
    }

    private static String page(String body) {
        Matcher title = TITLE.matcher(body.substring(0, Math.min(body.length(), HEAD)));
        return title.find()
                ? "a web page titled '" + oneLine(title.group(1)) + "'"
                : "not JSON: '" + oneLine(body) + "'";
    }

    /** The text in one line, cut where it is too long. */
    public static String oneLine(@CheckForNull String text) {
        if (text == null) {
            return "(no message)";
        }
        String head = text.substring(0, Math.min(text.length(), HEAD));
        return Printable.text(BLANKS.matcher(head).replaceAll(" ").strip(), MAX);
    }
}
