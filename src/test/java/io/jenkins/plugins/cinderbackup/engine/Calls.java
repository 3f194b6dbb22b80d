package io.jenkins.plugins.cinderbackup.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The wire between the engine and the fakes: writes the calls down, lets chosen ones fail, loses answers, lets calls take effect late, and cuts
 * the engine off at a chosen point, as a crash would.
 */
public final class Calls {
    /** The engine's process ends here. No code of ours may catch it. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String point) {
            super(point);
        }
    }

    private sealed interface Fault {
        /** The call fails and does nothing. */
        record Refused(RuntimeException error) implements Fault {}

        /** Nothing is wrong with the call. */
        record None() implements Fault {}

        /** The call does its work, but its answer is lost. */
        record Lost(RuntimeException error) implements Fault {}

        /** The answer is lost, and the work is done so much later. */
        record Late(RuntimeException error, Duration by) implements Fault {}
    }

    private record Effect(Instant at, Supplier<?> work) {}

    private final ManualTicker ticker;
    private final List<String> log = new ArrayList<>();
    private final Map<String, Deque<Fault>> faults = new HashMap<>();
    private final Map<String, Fault> always = new HashMap<>();
    private final List<Effect> late = new ArrayList<>();
    private int points;
    private int crashAt = -1;
    private Runnable atPoint = () -> {};

    Calls(ManualTicker ticker) {
        this.ticker = ticker;
    }

    <T> T call(String name, String subject, Supplier<T> work) {
        settle();
        point("before " + name);
        log.add(subject.isEmpty() ? name : name + " " + subject);
        T answer = answer(name, work);
        point("after " + name);
        return answer;
    }

    private <T> T answer(String name, Supplier<T> work) {
        Fault fault = always.get(name);
        if (fault == null) {
            Deque<Fault> planned = faults.getOrDefault(name, new ArrayDeque<>());
            fault = planned.poll();
        }
        if (fault instanceof Fault.Refused refused) {
            throw refused.error();
        }
        if (fault instanceof Fault.Late tardy) {
            late.add(new Effect(ticker.now().plus(tardy.by()), work));
            throw tardy.error();
        }
        T answer = work.get();
        if (fault instanceof Fault.Lost lost) {
            throw lost.error();
        }
        return answer;
    }

    /** Does what is due by now of the calls that take effect late. */
    void settle() {
        List<Effect> due =
                late.stream().filter(e -> !e.at().isAfter(ticker.now())).toList();
        late.removeAll(due);
        due.forEach(effect -> effect.work().get());
    }

    /** A place where the process may end. */
    void point(String name) {
        atPoint.run();
        if (points++ == crashAt) {
            throw new Crash(name);
        }
    }

    /** The next {@code count} calls of that name fail and do nothing. */
    public void refuse(String name, int count, RuntimeException error) {
        for (int i = 0; i < count; i++) {
            faults.computeIfAbsent(name, k -> new ArrayDeque<>()).add(new Fault.Refused(error));
        }
    }

    /** So many calls of that name work, the next fails. */
    public void passThenRefuse(String name, int count, RuntimeException error) {
        for (int i = 0; i < count; i++) {
            faults.computeIfAbsent(name, k -> new ArrayDeque<>()).add(new Fault.None());
        }
        refuse(name, 1, error);
    }

    /** All calls of that name fail from now on. */
    public void refuseAlways(String name, RuntimeException error) {
        always.put(name, new Fault.Refused(error));
    }

    /** The next call of that name takes effect, but nobody hears of it. */
    public void loseAnswer(String name) {
        faults.computeIfAbsent(name, k -> new ArrayDeque<>()).add(new Fault.Lost(Errors.network()));
    }

    /** The next call of that name is not answered, and takes effect so much later. */
    public void delayEffect(String name, Duration by) {
        faults.computeIfAbsent(name, k -> new ArrayDeque<>()).add(new Fault.Late(Errors.network(), by));
    }

    public void mend(String name) {
        always.remove(name);
    }

    public void crashAt(int point) {
        crashAt = point;
    }

    /** Does this at each point. */
    void atEachPoint(Runnable work) {
        atPoint = work;
    }

    public boolean hasCrashed() {
        return crashAt >= 0 && points > crashAt;
    }

    /** How many points have been passed. */
    public int points() {
        return points;
    }

    /** The calls so far, with what they were about. */
    public List<String> log() {
        return List.copyOf(log);
    }

    public List<String> log(String name) {
        return log.stream()
                .filter(line -> line.equals(name) || line.startsWith(name + " "))
                .toList();
    }

    /** The calls that change something in the clouds. */
    public List<String> changes() {
        return log.stream()
                .filter(line -> line.startsWith("create") || line.startsWith("delete") || line.startsWith("keep"))
                .toList();
    }
}
