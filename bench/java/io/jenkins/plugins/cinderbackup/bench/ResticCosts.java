package io.jenkins.plugins.cinderbackup.bench;

import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What restic reads with the plugin's own command line: from a folder that stays as it is, as a clone of a volume does. */
final class ResticCosts {
    private static final int FILES = 2000;
    private static final int LARGE_MIB = 96;
    private static final Pattern READ = Pattern.compile("rchar: (\\d+)");
    private static final double MIB = 1 << 20;

    private final Figures figures;
    private final Path folder;

    ResticCosts(Figures figures, Path folder) {
        this.figures = figures;
        this.folder = folder;
    }

    void run() throws IOException, InterruptedException {
        Path data = Files.createDirectory(folder.resolve("data"));
        SampleFiles.fill(data, FILES, LARGE_MIB);
        ResticCommand backup = ResticCommand.backup(
                Instant.now(), new BackupSource("shop-db", List.of("nightly"), List.of("/"), List.of("lost+found")));
        List<String> arguments = backup.args().stream()
                .map(argument -> argument.replace(BackupSource.MOUNT, data.toString()))
                .toList();
        restic(ResticCommand.init().args());
        double first = restic(arguments);
        double second = restic(arguments);
        figures.show("restic: bytes read by the first backup", first / MIB, "MiB");
        figures.add("restic: bytes read by the second backup of unchanged data", second / MIB, "MiB", first / MIB / 10);
    }

    /** @return the bytes that it has read, from files and from its repository */
    private double restic(List<String> arguments) throws IOException, InterruptedException {
        // A shell counts what its children have read once they are over
        List<String> words = new ArrayList<>(List.of("sh", "-c", "restic \"$@\" >/dev/null && cat /proc/$$/io", "sh"));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment()
                .put("RESTIC_REPOSITORY", folder.resolve("repository").toString());
        builder.environment().put("RESTIC_PASSWORD", "bench");
        builder.environment().put("RESTIC_CACHE_DIR", folder.resolve("cache").toString());
        builder.environment().put("RESTIC_PROGRESS_FPS", "0.1");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        Matcher read = READ.matcher(said);
        if (process.waitFor() != 0 || !read.find()) {
            throw new IOException("restic " + arguments + " ended with " + process.exitValue() + ": " + said);
        }
        return Double.parseDouble(read.group(1));
    }
}
