package io.jenkins.plugins.cinderbackup.faults;

import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Faults;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.SimRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** All requests of a run pass here: they are written down, and the chosen ones meet their trouble. */
final class Wire {
    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration LATE = Duration.ofSeconds(20);

    /** @param ever whether each such call meets it, or only the first */
    record Planned(Call call, Trouble trouble, boolean ever) {}

    private final FaultWorld world;
    private final List<Planned> planned = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Instant firstHit;
    private volatile int hits;
    private volatile boolean interrupts;

    Wire(FaultWorld world) {
        this.world = world;
        world.openstack.fail(this::openstack);
        world.kubernetes.faults().ask(this::kubernetes);
    }

    /** Who drives the run is interrupted in the call that meets its trouble. */
    void interruptsTheDriver() {
        interrupts = true;
    }

    /** From now on the call meets the trouble. */
    void plan(Call call, Trouble trouble, boolean ever) {
        planned.add(new Planned(call, trouble, ever));
    }

    private Optional<Fault.Effect> openstack(SimRequest request) {
        Call call = Call.of(world.phase(), request);
        Optional<Trouble> trouble = next(call);
        if (trouble.filter(met -> met == Trouble.AWAY).isPresent()) {
            world.clock.after(AWAY, this::comeBackOpenstack);
        }
        return trouble.map(met -> met == Trouble.LATE ? new Fault.Late(this::later) : met.openstack(call));
    }

    private void later(Runnable work) {
        world.clock.after(LATE, work);
    }

    private void comeBackOpenstack() {
        try {
            world.openstack.comeBack();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Optional<Faults.Effect> kubernetes(String method, String uri) {
        Call call = Call.of(world.phase(), method, uri);
        Optional<Trouble> trouble = next(call);
        if (trouble.filter(met -> met == Trouble.AWAY).isPresent()) {
            world.clock.after(AWAY, world.kubernetes::comeBack);
        }
        return trouble.map(met -> met == Trouble.LATE ? new Faults.Effect.Late(this::later) : met.kubernetes(call));
    }

    private synchronized Optional<Trouble> next(Call call) {
        calls.add(call);
        for (Planned each : planned) {
            // What has gone wrong for ever does so in the later phases too
            boolean same = each.ever && hits > 0
                    ? each.call.service().equals(call.service())
                            && each.call.what().equals(call.what())
                    : each.call.equals(call);
            if (same) {
                if (!each.ever) {
                    planned.remove(each);
                }
                if (hits++ == 0) {
                    firstHit = world.clock.now();
                }
                if (interrupts) {
                    world.driver.interrupt();
                }
                return Optional.of(each.trouble);
            }
        }
        return Optional.empty();
    }

    void heal() {
        planned.clear();
    }

    /** What was called so far was to prepare the run, and is none of its calls. */
    void beginAnew() {
        calls.clear();
    }

    /** The calls so far, in order. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    int hits() {
        return hits;
    }

    Instant firstHit() {
        return firstHit;
    }
}
