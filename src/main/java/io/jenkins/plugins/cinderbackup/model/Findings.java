package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what is wrong, for all of it to be said at once, and the same thing once. */
public final class Findings {
    private final Set<Finding> all = new LinkedHashSet<>();

    public void add(@NonNull Finding finding) {
        all.add(finding);
    }

    /** A finding of this message, with what to do about it. */
    public void add(@NonNull String message, @NonNull String... hints) {
        add(Finding.of(message, hints));
    }

    /** What a check has found, if anything. */
    public void add(@NonNull Optional<Finding> finding) {
        finding.ifPresent(this::add);
    }

    public void addAll(@NonNull Collection<Finding> findings) {
        all.addAll(findings);
    }

    /**
     * A value, or empty and what keeps it from being had among the findings.
     *
     * @throws TransientException what can pass by itself is no finding
     */
    @NonNull
    public <T> Optional<T> attempt(@NonNull Supplier<T> supplier) {
        try {
            return Optional.of(supplier.get());
        } catch (PermanentException e) {
            addAll(e.findings());
            return Optional.empty();
        }
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** All of them, in the order in which they were found. */
    @NonNull
    public List<Finding> list() {
        return List.copyOf(all);
    }

    /** A failure that says them all; there is at least one. */
    @NonNull
    public PermanentException exception() {
        return new PermanentException(list(), null);
    }

    /** @throws PermanentException with all of them, if there are any */
    public void throwIfAny() {
        if (!isEmpty()) {
            throw exception();
        }
    }
}
