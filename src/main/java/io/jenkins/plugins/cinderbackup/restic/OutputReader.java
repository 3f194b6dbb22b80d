package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gathers what the lines of a log say into a {@link ResticOutput}. */
final class OutputReader {
    static final int MAX_UNREADABLE = 50;
    static final int MAX_LINES = 50;
    static final int MAX_PATHS = 20_000;
    private static final int MAX_LINE = 1000;
    private static final int MAX_MESSAGE = 4000;

    // "cannot be accessed" is of 0.19
    private static final Pattern MISSING =
            Pattern.compile("(?<path>/.*) (does not exist|cannot be accessed), skipping\\s*");
    // Before 0.17, of a restore
    private static final Pattern UNWRITTEN = Pattern.compile("ignoring error for (?<path>/.*?): (?<reason>.*)");
    // Of a snapshot that restic cannot load, change or remove, after which it goes on and ends with 0; from 0.18 on
    // with 3 if it was to be removed
    private static final Pattern PASSED_OVER = Pattern.compile(
            "(could not load snapshot|Ignoring \"|unable to modify the tags for snapshot |unable to remove <?snapshot/)");
    private static final Pattern VERIFIED = Pattern.compile("finished verifying (?<files>\\d{1,18}) files in .*");

    @CheckForNull
    private Progress progress;

    @CheckForNull
    private BackupSummary summary;

    @CheckForNull
    private DryRunSummary compared;

    private long items;
    private final List<String> newItems = new ArrayList<>();

    @CheckForNull
    private RestoreSummary restored;

    @CheckForNull
    private Long verifiedFiles;

    @CheckForNull
    private RestoreSize size;

    @CheckForNull
    private ForgetSummary forgotten;

    @CheckForNull
    private List<ListedSnapshot> listed;

    @CheckForNull
    private String passedOver;

    @CheckForNull
    private Set<String> paths;

    private boolean pathsAreCutOff;

    @CheckForNull
    private ResticMessage.ExitError exitError;

    @CheckForNull
    private ResticOutput.Cause cause;

    @CheckForNull
    private Duration lockAge;

    private boolean causeWasRetried;
    private final Retries retries = new Retries();
    private boolean initialized;
    private long unreadableCount;
    private final List<ResticMessage.Unreadable> unreadable = new ArrayList<>();
    private final Set<String> missingPaths = new LinkedHashSet<>();
    private final Deque<String> lastLines = new ArrayDeque<>();

    void accept(String line) {
        ResticMessage message = ResticMessages.parse(line);
        if (message instanceof ResticMessage.Status status) {
            progress = status.progress();
        } else if (message instanceof ResticMessage.Summary said) {
            summary = said.summary();
        } else if (message instanceof ResticMessage.Compared said) {
            compared = said.summary();
        } else if (message instanceof ResticMessage.Item item) {
            addItem(item);
        } else if (message instanceof ResticMessage.Restored said) {
            restored = said.summary();
        } else if (message instanceof ResticMessage.Size said) {
            size = said.size();
        } else if (message instanceof ResticMessage.Forgotten said) {
            forgotten = said.summary();
        } else if (message instanceof ResticMessage.Snapshots said) {
            listed = said.snapshots();
        } else if (message instanceof ResticMessage.PathsOf) {
            paths = new HashSet<>();
        } else if (message instanceof ResticMessage.Path said) {
            addPath(said.path());
        } else if (message instanceof ResticMessage.Matches found) {
            paths = new HashSet<>();
            found.paths().forEach(this::addPath);
        } else if (message instanceof ResticMessage.Initialized) {
            initialized = true;
        } else if (message instanceof ResticMessage.Unreadable file) {
            addUnreadable(file);
        } else if (message instanceof ResticMessage.ExitError error) {
            String said = Sentence.ofMessage(error.message().lines().toList());
            exitError = new ResticMessage.ExitError(error.code(), Printable.text(said, MAX_MESSAGE));
            addCause(said, false);
        } else if (message instanceof ResticMessage.Text text) {
            addText(text.line());
        }
    }

    private void addItem(ResticMessage.Item item) {
        items++;
        if (item.added() > 0 && newItems.size() < MAX_UNREADABLE) {
            newItems.add(Printable.text(item.path(), MAX_LINE));
        }
    }

    private void addPath(String path) {
        if (paths == null || paths.size() == MAX_PATHS) {
            pathsAreCutOff = true;
        } else {
            paths.add(path);
        }
    }

    private void addUnreadable(ResticMessage.Unreadable file) {
        unreadableCount++;
        if (unreadable.size() < MAX_UNREADABLE) {
            unreadable.add(new ResticMessage.Unreadable(
                    Printable.text(file.item(), MAX_LINE), Printable.text(file.reason(), MAX_LINE)));
        }
    }

    void addMissing(String path) {
        if (missingPaths.size() < MAX_UNREADABLE) {
            missingPaths.add(Printable.text(path, MAX_LINE));
        }
    }

    private void addText(String line) {
        if (line.isBlank()) {
            return;
        }
        String start = line.substring(0, Math.min(line.length(), MAX_MESSAGE));
        Optional<Progress> counted = CountedProgress.in(start);
        if (counted.isPresent()) {
            progress = counted.get();
            return;
        }
        lastLines.addLast(Printable.text(start.stripTrailing(), MAX_LINE));
        if (lastLines.size() > MAX_LINES) {
            lastLines.removeFirst();
        }
        Matcher unwritten = UNWRITTEN.matcher(start.strip());
        if (unwritten.matches()) {
            addUnreadable(new ResticMessage.Unreadable(unwritten.group("path"), unwritten.group("reason")));
            return;
        }
        Matcher verified = VERIFIED.matcher(start.strip());
        if (verified.matches()) {
            verifiedFiles = Long.parseLong(verified.group("files"));
        }
        if (passedOver == null && PASSED_OVER.matcher(start).find()) {
            passedOver = Printable.text(start.stripTrailing(), MAX_LINE);
        }
        Matcher missing = MISSING.matcher(start);
        if (missing.matches()) {
            addMissing(missing.group("path"));
        } else {
            addCause(start, retries.accept(start));
        }
        // 0.14 says so in plain text in spite of --json
        initialized |= start.startsWith("created restic repository ");
    }

    private void addCause(String text, boolean retried) {
        LockAge.in(text).ifPresent(age -> lockAge = age);
        Optional<ResticVerdict> verdict = FailureText.verdictOf(text);
        // What restic ends with comes last; what it went on trying after may have passed
        if (verdict.isPresent() && (!retried || cause == null || causeWasRetried)) {
            cause = new ResticOutput.Cause(verdict.get(), Printable.text(text, MAX_LINE));
            causeWasRetried = retried;
        }
    }

    ResticOutput result() {
        return new ResticOutput(
                Optional.ofNullable(progress),
                Optional.ofNullable(summary),
                Optional.ofNullable(compared),
                items,
                List.copyOf(newItems),
                Optional.ofNullable(restored),
                Optional.ofNullable(verifiedFiles),
                Optional.ofNullable(size),
                Optional.ofNullable(forgotten),
                Optional.ofNullable(listed),
                Optional.ofNullable(passedOver),
                Optional.ofNullable(paths).filter(all -> !pathsAreCutOff).map(Set::copyOf),
                initialized,
                List.copyOf(unreadable),
                unreadableCount,
                List.copyOf(missingPaths),
                Optional.ofNullable(exitError),
                Optional.ofNullable(cause),
                retries.trouble(),
                Optional.ofNullable(lockAge),
                List.copyOf(lastLines));
    }
}
