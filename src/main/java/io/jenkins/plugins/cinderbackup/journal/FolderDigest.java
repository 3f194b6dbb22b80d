package io.jenkins.plugins.cinderbackup.journal;

import com.fasterxml.jackson.databind.ObjectReader;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * What is wanted of all records of a folder, kept in memory. A file is read again when it has changed; thousands of them are read by several threads. May be
 * used by several threads.
 *
 * @param <P> some fields of a record
 * @param <S> what is kept
 */
public final class FolderDigest<P, S> {
    private final JsonFolder<?> folder;
    private final ObjectReader reader;
    private final BiFunction<String, P, S> digest;
    private final Map<String, Kept<S>> known = new ConcurrentHashMap<>();

    private record Kept<S>(FileStamp stamp, Optional<S> value) {}

    FolderDigest(JsonFolder<?> folder, ObjectReader reader, BiFunction<String, P, S> digest) {
        this.folder = folder;
        this.reader = reader;
        this.digest = digest;
    }

    /** Of all records that can be read, in no order. */
    @NonNull
    public List<S> all() {
        Map<String, FileStamp> stamps = folder.stamps();
        known.keySet().retainAll(stamps.keySet());
        return stamps.entrySet().parallelStream()
                .flatMap(file -> current(file.getKey(), file.getValue()).stream())
                .toList();
    }

    /** The stamp is older than what is read: what is written in between is read once more. */
    private Optional<S> current(String name, FileStamp stamp) {
        Kept<S> kept = known.get(name);
        if (kept == null || !kept.stamp().equals(stamp)) {
            Optional<P> part = folder.read(name, reader);
            kept = new Kept<>(stamp, part.map(record -> digest.apply(name, record)));
            known.put(name, kept);
        }
        return kept.value();
    }
}
