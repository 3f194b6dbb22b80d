package io.jenkins.plugins.cinderbackup.examples;

import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands of docs/restore.md, run as they stand there. Only the names are a site's own: in place of the section "Names" stand those of a
 * test, and in place of repository.env its repository.
 *
 * @param folder where they run, an empty one
 * @param environment for all of them
 * @param repository the lines of repository.env
 * @param names what the section "Names" sets
 */
public record Runbook(
        Path folder, Map<String, String> environment, Map<String, String> repository, Map<String, String> names) {
    private static final String REPOSITORY = "The repository";
    private static final String NAMES = "Names";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
    private static final Pattern NAME = Pattern.compile("(?m)^([A-Z_]+)=");

    /** Runs all commands of these sections, after those before them that set names; answers what they print, or fails with it. */
    public String run(String... sections) {
        try {
            Files.write(
                    folder.resolve("repository.env"),
                    repository.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .toList());
            Path script = Files.writeString(
                    folder.resolve("commands.sh"),
                    "set -euo pipefail\n" + commands(REPOSITORY) + assignments()
                            + Stream.of(sections).map(Runbook::commands).collect(Collectors.joining()));
            ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("The commands of " + List.of(sections) + " failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The names that the page sets; a test has to set each of them. */
    public static List<String> namesOfThePage() {
        return NAME.matcher(commands(NAMES))
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    private String assignments() {
        if (!names.keySet().equals(Set.copyOf(namesOfThePage()))) {
            throw new AssertionError("The page sets " + namesOfThePage() + ", the test " + names.keySet());
        }
        return names.entrySet().stream()
                .map(name -> name.getKey() + "='" + name.getValue() + "'\n")
                .collect(Collectors.joining());
    }

    private static String commands(String section) {
        try {
            String page = Files.readString(ProjectFolder.root().resolve("docs/restore.md"));
            int begin = page.indexOf("\n## " + section + "\n");
            if (begin < 0) {
                throw new AssertionError("docs/restore.md has no section '" + section + "'");
            }
            int end = page.indexOf("\n## ", begin + 1);
            String commands = BLOCK.matcher(page.substring(begin, end < 0 ? page.length() : end))
                    .results()
                    .map((MatchResult block) -> block.group(1))
                    .collect(Collectors.joining());
            if (commands.isBlank()) {
                throw new AssertionError("The section '" + section + "' has no commands");
            }
            return commands;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
