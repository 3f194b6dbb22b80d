package io.jenkins.plugins.cinderbackup.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plain restic on a repository in the S3 gateway, as an operator uses it.
 *
 * @param program such as {@code restic}
 */
public record ResticClient(String program, String repository, String password) {

    /** Runs restic; fails if it does not end well. */
    public String run(String... arguments) {
        return Command.run(environment(), words(arguments));
    }

    /** Runs restic, however it ends. */
    public Command attempt(String... arguments) {
        return Command.attempt(environment(), words(arguments));
    }

    List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(program, "--no-cache"));
        words.addAll(List.of(arguments));
        return words;
    }

    Map<String, String> environment() {
        return Map.of(
                "RESTIC_REPOSITORY",
                repository,
                "RESTIC_PASSWORD",
                password,
                "AWS_ACCESS_KEY_ID",
                Rigs.S3.get("RIG_S3_ACCESS_KEY"),
                "AWS_SECRET_ACCESS_KEY",
                Rigs.S3.get("RIG_S3_SECRET_KEY"));
    }

    /** The ids of the snapshots, oldest first. */
    public List<String> snapshots() {
        try {
            List<String> ids = new ArrayList<>();
            for (JsonNode snapshot : new ObjectMapper().readTree(run("snapshots", "--json"))) {
                ids.add(snapshot.path("id").asText());
            }
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Restores a snapshot below an empty folder and answers what is there, from the volume's root on. */
    public FileTree restore(String snapshot, Path target) {
        run("restore", snapshot, "--target", target.toString());
        return FileTree.of(target.resolve("data"));
    }

    /** A tree without what a backup leaves out by default. */
    public static FileTree withoutLostAndFound(FileTree tree) {
        Map<String, FileTree.Entry> entries = new TreeMap<>(tree.entries());
        entries.remove("lost+found");
        return new FileTree(entries);
    }
}
