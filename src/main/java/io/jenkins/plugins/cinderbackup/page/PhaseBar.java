package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One phase on the axis of time of its run, which is {@value #AXIS} units long. */
public final class PhaseBar {
    /** The length of the axis. */
    static final int AXIS = 1000;
    /** What a phase of no length still shows. */
    static final int THINNEST = 4;

    private final String name;
    private final long millis;
    private final String state;
    private final int x;
    private final int width;

    private PhaseBar(String name, long millis, String state, int x, int width) {
        this.name = name;
        this.millis = millis;
        this.state = state;
        this.x = x;
        this.width = width;
    }

    /**
     * The phases one after the other.
     *
     * @param elapsed milliseconds since the beginning of a run whose last phase goes on; 0 if none does
     */
    @NonNull
    static List<PhaseBar> of(@NonNull RunRecord run, long elapsed) {
        Map<String, Long> phases = run.getPhases();
        List<String> names = List.copyOf(phases.keySet());
        // A clock that was set back makes a phase of negative length
        List<Long> lengths = new ArrayList<>(
                phases.values().stream().map(length -> Math.max(0, length)).toList());
        long total = sum(lengths);
        boolean running = elapsed > 0 && !lengths.isEmpty();
        if (running) {
            int last = lengths.size() - 1;
            lengths.set(last, Math.max(lengths.get(last), elapsed - (total - lengths.get(last))));
            total = sum(lengths);
        }
        List<PhaseBar> bars = new ArrayList<>();
        long start = 0;
        for (int i = 0; i < names.size(); i++) {
            String state = running && i == names.size() - 1
                    ? "running"
                    : names.get(i).equals(run.getFailedPhase()) ? "failed" : "done";
            bars.add(bar(names.get(i), lengths.get(i), state, start, Math.max(1, total)));
            start += lengths.get(i);
        }
        return bars;
    }

    private static long sum(List<Long> lengths) {
        return lengths.stream().mapToLong(Long::longValue).sum();
    }

    private static PhaseBar bar(String name, long millis, String state, long start, long total) {
        int width = Math.max(THINNEST, units(start + millis, total) - units(start, total));
        return new PhaseBar(name, millis, state, Math.min(units(start, total), AXIS - width), width);
    }

    private static int units(long millis, long total) {
        return (int) Math.round((double) millis / total * AXIS);
    }

    /** The phase's name. */
    public String getName() {
        return name;
    }

    /** One of {@code done}, {@code failed}, {@code running}. */
    public String getState() {
        return state;
    }

    /** Where it begins on the axis. */
    public int getX() {
        return x;
    }

    /** How long it is on the axis. */
    public int getWidth() {
        return width;
    }

    /** How long it took, for people. */
    public String getDuration() {
        return Durations.text(Duration.ofMillis(millis));
    }
}
