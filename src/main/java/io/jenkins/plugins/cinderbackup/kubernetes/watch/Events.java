package io.jenkins.plugins.cinderbackup.kubernetes.watch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiCalls;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the cluster's components have to say about an object, asked for seldom: events are many, and only wanted while something waits. */
public final class Events {
    private static final Logger LOGGER = Logger.getLogger(Events.class.getName());
    private static final Duration ASK_EVERY = Duration.ofSeconds(5);
    /** Nothing was said yet: the first word may be why nothing happens. */
    private static final Duration ASK_FIRST_EVERY = Duration.ofSeconds(1);

    /** As long as an event can be: what a mount command has printed stands at its end. */
    private static final int SHOWN = 1024;

    private final KubernetesClient client;
    private final Ticker ticker;
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();

    /** None heard yet. */
    public Events(KubernetesClient client, Ticker ticker) {
        this.client = client;
        this.ticker = ticker;
    }

    /** The last warning about the object, else the last event at all. */
    public Optional<Said> last(String namespace, String uid) {
        List<Said> said = all(namespace, uid);
        return said.isEmpty() ? Optional.empty() : Optional.of(said.get(said.size() - 1));
    }

    /** All events about the object, warnings last, each in the order of time. */
    List<Said> all(String namespace, String uid) {
        Heard known = heard.get(uid);
        if (known == null
                || !ticker.now().isBefore(known.at.plus(known.said.isEmpty() ? ASK_FIRST_EVERY : ASK_EVERY))) {
            known = new Heard(ticker.now(), said(namespace, uid));
            heard.put(uid, known);
        }
        return known.said;
    }

    /** Words that explain something must not hide it, or fail a backup that goes well. */
    private List<Said> said(String namespace, String uid) {
        try {
            return ask(namespace, uid);
        } catch (BackupException e) {
            // Without the server's words, which nobody has masked here
            LOGGER.log(
                    Level.FINE,
                    () -> "No words about " + uid + ": " + e.getClass().getSimpleName());
            return List.of();
        }
    }

    private List<Said> ask(String namespace, String uid) {
        List<Event> events = ApiCalls.read(
                Request.of("list", "events", namespace, null),
                () -> client.v1()
                        .events()
                        .inNamespace(namespace)
                        .withField("involvedObject.uid", uid)
                        .list()
                        .getItems());
        Comparator<Event> order = Comparator.<Event, Boolean>comparing(event -> "Warning".equals(event.getType()))
                .thenComparing(Events::time);
        return events.stream().sorted(order).map(Events::said).toList();
    }

    /** Newer emitters set {@code eventTime}, older ones {@code lastTimestamp}; all are of one form and sort as text. */
    private static String time(Event event) {
        if (event.getLastTimestamp() != null) {
            return event.getLastTimestamp();
        }
        if (event.getEventTime() != null && event.getEventTime().getTime() != null) {
            return event.getEventTime().getTime();
        }
        return String.valueOf(event.getMetadata().getCreationTimestamp());
    }

    private static Said said(Event event) {
        return new Said(
                String.valueOf(event.getReason()), Printable.text(oneLine(event.getMessage()), SHOWN), times(event));
    }

    @CheckForNull
    private static String oneLine(@CheckForNull String message) {
        return message == null ? null : message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    /** Recorders count what they say again: newer ones in a series, older ones in the event itself. */
    private static int times(Event event) {
        Integer count =
                event.getSeries() == null ? event.getCount() : event.getSeries().getCount();
        return count == null ? 1 : count;
    }

    /**
     * One event in the cluster's words.
     *
     * @param times how often it was said
     */
    public record Said(String reason, String message, int times) {
        /** The event in one line. */
        public String text() {
            return reason + ": " + message;
        }
    }

    private record Heard(Instant at, List<Said> said) {}
}
