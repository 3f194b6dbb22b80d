package io.jenkins.plugins.cinderbackup.connection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An adapter that follows its credential. It is made at the first call; when a server refuses the credential, that is looked up again, and if it is another
 * one by now, so is the adapter.
 *
 * @param <S> what the credential says, compared by value
 * @param <A> the adapter that is made of it
 */
public final class Renewable<S, A> implements Supplier<A> {
    /** Whoever is refused tries again every few seconds, and a credential may come from a server of its own. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Supplier<S> lookup;
    private final Function<S, A> maker;
    private final Consumer<A> closer;
    private final Ticker ticker;

    @CheckForNull
    private S settings;

    @CheckForNull
    private A adapter;

    private Instant lookedUpAgain = Instant.MIN;

    /** @param closer gives back what an adapter holds that has been replaced */
    public Renewable(Supplier<S> lookup, Function<S, A> maker, Consumer<A> closer, Ticker ticker) {
        this.lookup = lookup;
        this.maker = maker;
        this.closer = closer;
        this.ticker = ticker;
    }

    @Override
    public synchronized A get() {
        if (adapter == null) {
            make(lookup.get());
        }
        return adapter;
    }

    /** What the adapter is made of. */
    public synchronized S settings() {
        get();
        return settings;
    }

    /** Whether there is another adapter now than the one whose credential was refused. */
    synchronized boolean isRenewed(A refused) {
        if (adapter != refused) {
            return true;
        }
        if (ticker.now().isBefore(lookedUpAgain.plus(PAUSE))) {
            return false;
        }
        lookedUpAgain = ticker.now();
        S now = lookup.get();
        if (now.equals(settings)) {
            return false;
        }
        closer.accept(refused);
        make(now);
        return true;
    }

    private void make(S now) {
        adapter = maker.apply(now);
        settings = now;
    }
}
