package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.openstack.cinder.Samples.StoppedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often the board asks, and how old what it says may be. */
class StatusCacheTest {
    private static final Duration LISTING_DUE = Duration.ofMillis(2001);

    private final StoppedClock clock = new StoppedClock();
    private final World world = new World();
    private final StatusCache<String> board = new StatusCache<>(world, clock, Duration.ofSeconds(1));

    @Test
    void anObjectAloneIsLookedUpAndNotMoreOftenThanThePaceAllows() {
        world.put("a", "creating");
        assertThat(board.look("a")).contains("creating");
        world.put("a", "available");
        clock.advance(Duration.ofMillis(900));
        assertThat(board.look("a")).contains("creating");
        clock.advance(Duration.ofMillis(101));
        assertThat(board.look("a")).contains("available");
        assertThat(world.finds).hasValue(2);
        assertThat(world.lists).hasValue(0);
    }

    @Test
    void manyObjectsAreSeenWithOneListing() {
        for (int i = 0; i < 1000; i++) {
            world.put("v" + i, "creating");
            board.look("v" + i);
            board.look("v" + i);
        }
        world.finds.set(0);
        world.lists.set(0);
        clock.advance(LISTING_DUE);
        for (int i = 0; i < 1000; i++) {
            world.put("v" + i, "creating");
            assertThat(board.look("v" + i)).contains("creating");
        }
        assertThat(world.lists).hasValue(1);
        assertThat(world.finds).hasValue(0);
    }

    @Test
    void whatAListingLacksIsLookedUpBeforeItCountsAsGone() {
        lookAtMany();
        world.put("hidden", "available");
        world.unlisted = "hidden";
        assertThat(board.look("hidden")).contains("available");
        world.objects.remove("v0");
        clock.advance(LISTING_DUE);
        assertThat(board.look("v0")).isEmpty();
    }

    @Test
    void nothingOlderThanOurOwnChangeIsSaid() {
        world.put("a", "available");
        board.look("a");
        world.put("a", "deleting");
        board.changed("a");
        assertThat(board.look("a")).contains("deleting");

        lookAtMany();
        world.put("v3", "deleting");
        board.changed("v3");
        assertThat(board.look("v3")).contains("deleting");
    }

    @Test
    void aListingThatBeganBeforeOurChangeIsNotKeptForThatObject() {
        lookAtMany();
        clock.advance(LISTING_DUE);
        world.duringList = () -> {
            world.put("v3", "deleting");
            board.changed("v3");
        };
        board.look("v0");
        assertThat(board.look("v3")).contains("deleting");
    }

    @Test
    void whoAsksDuringAListingGetsTheLastObservationAndDoesNotWait() throws Exception {
        lookAtMany();
        clock.advance(LISTING_DUE);
        CountDownLatch listing = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        world.put("v1", "available");
        world.duringList = () -> {
            listing.countDown();
            await(release);
        };
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<Optional<String>> slow = pool.submit(() -> board.look("v0"));
            assertThat(listing.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(board.look("v1")).contains("creating");
            release.countDown();
            assertThat(slow.get(10, TimeUnit.SECONDS)).contains("creating");
            assertThat(board.look("v1")).contains("available");
            assertThat(world.lists).hasValue(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aFailedListingIsTheFailureOfAllWhoAskUntilTheNextOneIsDue() {
        lookAtMany();
        clock.advance(LISTING_DUE);
        world.duringList = () -> {
            throw new TransientException("busy", null);
        };
        assertThatThrownBy(() -> board.look("v0")).isInstanceOf(TransientException.class);
        assertThatThrownBy(() -> board.look("v1"))
                .as("a thousand runs do not ask a server that has just failed")
                .isInstanceOf(TransientException.class);
        assertThat(world.lists).hasValue(1);
        world.duringList = () -> {};
        clock.advance(LISTING_DUE);
        assertThat(board.look("v0")).contains("creating");
    }

    @Test
    void objectsThatNobodyAsksForAnyMoreDoNotCount() {
        lookAtMany();
        clock.advance(Duration.ofMinutes(6));
        world.lists.set(0);
        assertThat(board.look("v0")).contains("creating");
        assertThat(world.lists).hasValue(0);
    }

    @Test
    void whatOurOwnRequestHasBroughtAboutNeedsNoLook() {
        world.put("a", "creating");
        board.changedTo("a", "creating");
        world.put("a", "available");
        assertThat(board.look("a")).contains("creating");
        assertThat(world.finds).hasValue(0);
        clock.advance(Duration.ofMillis(1001));
        assertThat(board.look("a")).contains("available");
    }

    @Test
    void whatNoListingHasIsLookedUpAsSeldomAltogetherAsOneObject() {
        lookAtMany();
        world.unlisted = "v";
        clock.advance(Duration.ofMillis(1001));
        for (int i = 0; i < 10; i++) {
            board.look("v" + i);
        }
        world.finds.set(0);
        for (int tenths = 0; tenths < 1000; tenths++) {
            clock.advance(Duration.ofMillis(100));
            for (int i = 0; i < 10; i++) {
                board.look("v" + i);
            }
        }
        assertThat(world.finds.get()).isBetween(80, 110);
    }

    @Test
    void aListingIsMadeHalfAsOftenAsALook() {
        lookAtMany();
        for (int tenths = 0; tenths < 600; tenths++) {
            clock.advance(Duration.ofMillis(100));
            board.look("v0");
        }
        assertThat(world.lists.get()).isBetween(27, 30);
    }

    @Test
    void aSlowServerIsAskedForListingsLessOften() {
        lookAtMany();
        world.duringList = () -> clock.advance(Duration.ofSeconds(1));
        for (int seconds = 0; seconds < 60; seconds++) {
            clock.advance(Duration.ofSeconds(1));
            board.look("v0");
        }
        assertThat(world.lists.get()).isBetween(10, 18);
    }

    @Test
    void whatIsGoneIsNotWaitedForAnyMore() {
        world.put("before", "deleting");
        board.look("before");
        clock.advance(Duration.ofMillis(1001));
        world.objects.remove("before");
        assertThat(board.look("before")).isEmpty();
        world.put("a", "creating");
        for (int i = 0; i < 5; i++) {
            board.look("a");
            clock.advance(Duration.ofMillis(1001));
        }
        assertThat(world.lists).hasValue(0);
        assertThat(world.finds).hasValue(7);
    }

    @Test
    void oneWhoWasAskedForOnceDoesNotMakeItAListing() {
        world.put("source", World.FOREIGN);
        world.put("a", "creating");
        board.look("source");
        for (int i = 0; i < 5; i++) {
            board.look("a");
            clock.advance(Duration.ofMillis(1001));
        }
        assertThat(world.lists).hasValue(0);
    }

    @Test
    void whatIsNotOursIsNotWaitedForHoweverManyRunsAskForIt() {
        world.put("source", World.FOREIGN);
        world.put("a", "creating");
        for (int run = 0; run < 5; run++) {
            board.look("source");
            board.look("source");
            for (int i = 0; i < 15; i++) {
                board.look("a");
                clock.advance(Duration.ofMillis(1001));
            }
        }
        assertThat(world.lists).hasValue(0);
        assertThat(world.finds).as("each time, and the source once a run").hasValue(5 * (15 + 1));
    }

    @Test
    void whoeverWaitsInLongPausesIsStillServedByListings() {
        lookAtMany();
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofSeconds(30));
            for (int v = 0; v < 10; v++) {
                board.look("v" + v);
            }
        }
        assertThat(world.lists).hasValue(5);
        assertThat(world.finds).hasValue(0);
    }

    /** Makes the objects v0 to v9 known and of interest; leaves the counters of requests at zero. */
    private void lookAtMany() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            world.put("v" + i, "creating");
            ids.add("v" + i);
        }
        ids.forEach(board::look);
        ids.forEach(board::look);
        world.finds.set(0);
        world.lists.set(0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class World implements StatusCache.Source<String> {
        static final String FOREIGN = "in-use";

        final Map<String, String> objects = new ConcurrentHashMap<>();
        final AtomicInteger finds = new AtomicInteger();
        final AtomicInteger lists = new AtomicInteger();
        volatile Runnable duringList = () -> {};
        volatile String unlisted = "";

        void put(String id, String status) {
            objects.put(id, status);
        }

        @Override
        public Optional<String> find(String id) {
            finds.incrementAndGet();
            return Optional.ofNullable(objects.get(id));
        }

        @Override
        public boolean isOurs(String object) {
            return !object.equals(FOREIGN);
        }

        @Override
        public Map<String, String> list() {
            lists.incrementAndGet();
            Map<String, String> seen = new HashMap<>(objects);
            seen.keySet().removeIf(id -> !unlisted.isEmpty() && id.startsWith(unlisted));
            duringList.run();
            return seen;
        }
    }
}
