package io.jenkins.plugins.cinderbackup.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder as it was at one moment: names, kinds, contents, modes, times, link targets, and which names are the same file.
 *
 * @param entries by path below the folder; the folder itself is not among them
 */
public record FileTree(Map<String, Entry> entries) {

    /**
     * One name.
     *
     * @param kind {@code file}, {@code folder} or {@code link}
     * @param mode the permission bits
     * @param size in bytes; of a file
     * @param content SHA-256 of a file, target of a link
     * @param modifiedMillis when it was last changed
     * @param sameFileAs the first name of the same file, by path; its own if it has no other
     */
    public record Entry(String kind, int mode, long size, String content, long modifiedMillis, String sameFileAs) {}

    /** Reads a folder. Sockets, devices and pipes are not supported. */
    public static FileTree of(Path root) {
        Map<String, Entry> entries = new TreeMap<>();
        Map<Object, String> firstNames = new HashMap<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                    if (!dir.equals(root)) {
                        entries.put(name(dir), entry(dir, attributes, name(dir)));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String first = firstNames.computeIfAbsent(attributes.fileKey(), key -> name(file));
                    entries.put(name(file), entry(file, attributes, first));
                    return FileVisitResult.CONTINUE;
                }

                private String name(Path path) {
                    return root.relativize(path).toString();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FileTree(withStableNames(entries));
    }

    /** Folders are walked in no certain order, so the first name of a file is chosen here: the smallest. */
    private static Map<String, Entry> withStableNames(Map<String, Entry> entries) {
        Map<String, String> smallest = new HashMap<>();
        entries.forEach((name, entry) -> smallest.putIfAbsent(entry.sameFileAs(), name));
        Map<String, Entry> stable = new TreeMap<>();
        entries.forEach((name, e) -> stable.put(
                name,
                new Entry(
                        e.kind(), e.mode(), e.size(), e.content(), e.modifiedMillis(), smallest.get(e.sameFileAs()))));
        return stable;
    }

    private static Entry entry(Path path, BasicFileAttributes attributes, String first) throws IOException {
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
        long modified = attributes.lastModifiedTime().toMillis();
        if (attributes.isDirectory()) {
            return new Entry("folder", mode, 0, "", modified, first);
        }
        if (attributes.isSymbolicLink()) {
            return new Entry("link", mode, 0, Files.readSymbolicLink(path).toString(), modified, first);
        }
        return new Entry("file", mode, attributes.size(), digest(path), modified, first);
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** What is not the same in the other tree, one line each; empty if nothing is. */
    public List<String> differencesTo(FileTree other) {
        List<String> differences = new ArrayList<>();
        entries.forEach((name, entry) -> {
            Entry theirs = other.entries.get(name);
            if (theirs == null) {
                differences.add("missing: " + name);
            } else if (!theirs.equals(entry)) {
                differences.add("different: " + name + ": " + entry + " became " + theirs);
            }
        });
        other.entries.keySet().stream()
                .filter(name -> !entries.containsKey(name))
                .forEach(name -> differences.add("not there before: " + name));
        return differences;
    }

    /** The bytes of all files, each file once. */
    public long bytes() {
        return entries.entrySet().stream()
                .filter(e -> e.getKey().equals(e.getValue().sameFileAs()))
                .mapToLong(e -> e.getValue().size())
                .sum();
    }

    /** How many names are of that kind. */
    public long count(String kind) {
        return entries.values().stream().filter(e -> e.kind().equals(kind)).count();
    }
}
