package io.jenkins.plugins.cinderbackup.demo;

import com.google.common.collect.MoreCollectors;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotListStep;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotRestoreStep;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jenkinsci.plugins.workflow.steps.Step;

/** Restores backups of the demo with {@code cinderSnapshotRestore}, and compares what is there then with what was. */
record DemoRestore(
        PrintStream out,
        Checklist checklist,
        SimulatedSite site,
        HeadlessController jenkins,
        Map<String, Object> call,
        Duration limit) {

    /** A volume as it was at one moment, its root folder included. */
    record Moment(FileTree files, String root) {
        static Moment of(Path content) {
            try {
                return new Moment(
                        FileTree.of(content),
                        Files.getAttribute(content, "unix:uid", LinkOption.NOFOLLOW_LINKS) + ":"
                                + Files.getAttribute(content, "unix:gid", LinkOption.NOFOLLOW_LINKS) + " "
                                + Integer.toOctalString((Integer) Files.getAttribute(content, "unix:mode") & 07777));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Restores to a new PVC, which must have all files of that moment and no others.
     *
     * @return what it leaves, as {@link SimulatedSite#leftovers} says it
     */
    List<String> toNewPvc(Map<?, ?> backup, Moment wanted) throws Exception {
        String target = call.get("pvc") + "-restored";
        Map<?, ?> returned = restore(Map.of("backup", backup.get("resticSnapshotId"), "from", "repository"));
        if (returned == null) {
            return List.of();
        }
        String volume = site.volumeOf(namespace(), target);
        checklist.check("the step returns the PVC and its volume", volume.equals(returned.get("volumeId")));
        compare(wanted, Moment.of(site.content(volume)), "PVC " + target + " has", List.of("lost+found"));
        return List.of(
                "Cinder volume " + name(site.openstack().volumes(), volume) + " (available)",
                "persistentvolumeclaims " + target,
                "persistentvolumes "
                        + site.kubernetes()
                                .get("persistentvolumeclaims", namespace(), target)
                                .orElseThrow()
                                .at("/spec/volumeName")
                                .asText());
    }

    /**
     * Restores into the PVC that is there, which must have all files of that moment; what the backup does not have stays.
     *
     * @param late the name of what was not there at that moment
     *
     * @return what it leaves, as {@link SimulatedSite#leftovers} says it
     */
    List<String> inPlace(Map<?, ?> backup, Moment wanted, String late) throws Exception {
        String source = (String) call.get("pvc");
        site.detach(namespace(), source);
        Map<?, ?> returned = restore(Map.of("backup", backup.get("resticSnapshotId"), "inPlace", true));
        if (returned == null) {
            return List.of();
        }
        List<Object> ignored = new ArrayList<>((List<?>) call.get("exclude"));
        ignored.add(late);
        Path content = site.content(site.volumeOf(namespace(), source));
        compare(wanted, Moment.of(content), "PVC " + source + " has", ignored);
        return List.of("Cinder snapshot " + name(site.openstack().snapshots(), (String) returned.get("snapshotBefore"))
                + " (available)");
    }

    private Excludes excluded() {
        return Excludes.of((List<?>) call.get("exclude"));
    }

    private String namespace() {
        return (String) call.get("namespace");
    }

    private static String name(List<OpenstackSimulator.Seen> objects, String id) {
        return objects.stream()
                .filter(object -> object.id().equals(id))
                .map(OpenstackSimulator.Seen::name)
                .collect(MoreCollectors.onlyElement());
    }

    /** Lists the backups of the source, of which there must be these and no others, newest first. */
    void list(List<Map<?, ?>> backups) throws Exception {
        List<?> listed = (List<?>)
                start(CinderSnapshotListStep.class, Map.of("refresh", true)).await(limit);
        checklist.check(
                "the list has these " + backups.size() + " backups, newest first",
                listed.stream()
                        .map(one -> id((Map<?, ?>) one))
                        .toList()
                        .equals(backups.stream().map(DemoRestore::id).toList()));
    }

    /** Before 0.17 restic says the first 8 digits at the end of a backup. */
    private static String id(Map<?, ?> backup) {
        return ((String) backup.get("resticSnapshotId")).substring(0, 8);
    }

    private HeadlessStep start(Class<? extends Step> step, Map<String, Object> more) {
        return start(step, more, List.of("cloud", "cluster", "namespace", "pvc", "repository"));
    }

    /**
     * Runs another step as a build does, with its console on ours.
     *
     * @param shared the arguments that it has from the call of the backup
     */
    HeadlessStep start(Class<? extends Step> step, Map<String, Object> more, List<String> shared) {
        Map<String, Object> arguments = new LinkedHashMap<>(more);
        shared.forEach(name -> arguments.put(name, call.get(name)));
        return HeadlessStep.start(
                Describables.make(step, arguments),
                jenkins.job("shop/restore").build(),
                new ConsoleTap(out, "\0", () -> {}));
    }

    private Map<?, ?> restore(Map<String, Object> more) throws Exception {
        HeadlessStep step = start(CinderSnapshotRestoreStep.class, more);
        try {
            Map<?, ?> returned = (Map<?, ?>) step.await(limit);
            checklist.check("the restore is a SUCCESS", "SUCCESS".equals(returned.get("result")));
            return returned;
        } catch (ExecutionException e) {
            checklist.failed("The restore failed: " + e.getCause().getMessage());
            return null;
        }
    }

    /** @param ignored what may be there although the backup does not have it, as patterns */
    private void compare(Moment wanted, Moment seen, String what, List<?> ignored) {
        FileTree files = excluded().without(wanted.files());
        List<String> differences = files.differencesTo(Excludes.of(ignored).without(seen.files()));
        differences.stream().limit(20).forEach(out::println);
        checklist.check(
                what + " all " + files.entries().size() + " names as they were: content, mode, time, links",
                differences.isEmpty());
        checklist.check(
                "its root folder has its owner and mode: " + wanted.root(),
                wanted.root().equals(seen.root()));
    }
}
