package io.jenkins.plugins.cinderbackup.kubernetes.watch;

import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Decides when what a watch has told is good enough. What it does not know is looked up; what has not changed for a while is read again,
 * which heals a watch that hangs.
 */
public final class Freshness {
    /** How long a watch is believed that tells nothing new. */
    public static final Duration TRUSTED_FOR = Duration.ofSeconds(30);

    private final Ticker ticker;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    Freshness(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * @param key what is asked for
     * @param watched what the watch knows, if anything
     * @param version tells one state of the watch from another
     * @param read asks the server
     */
    @SuppressWarnings("unchecked")
    <T> Optional<T> of(String key, Optional<T> watched, String version, Supplier<Optional<T>> read) {
        if (watched.isEmpty()) {
            return read.get();
        }
        Seen last = seen.get(key);
        if (last == null || !last.version.equals(version)) {
            seen.put(key, new Seen(version, ticker.now(), watched.get()));
            return watched;
        }
        if (ticker.now().isBefore(last.at.plus(TRUSTED_FOR))) {
            // Put there under the same key, so of the same type
            return Optional.of((T) last.value);
        }
        Optional<T> fresh = read.get();
        fresh.ifPresentOrElse(value -> seen.put(key, new Seen(version, ticker.now(), value)), () -> seen.remove(key));
        return fresh;
    }

    private record Seen(String version, Instant at, Object value) {}
}
