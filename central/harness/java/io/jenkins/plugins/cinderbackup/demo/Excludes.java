package io.jenkins.plugins.cinderbackup.demo;

import io.jenkins.plugins.cinderbackup.files.FileTree;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The exclude patterns of a call, as far as names need them: one that begins with a slash is anchored, another matches any name on the way. */
record Excludes(List<String> patterns) {
    static Excludes of(List<?> patterns) {
        return new Excludes(patterns.stream().map(String.class::cast).toList());
    }

    FileTree without(FileTree tree) {
        Map<String, FileTree.Entry> left = new TreeMap<>(tree.entries());
        left.keySet().removeIf(name -> patterns.stream().anyMatch(pattern -> matches(pattern, Path.of(name))));
        return new FileTree(left);
    }

    private static boolean matches(String pattern, Path path) {
        PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + pattern.replaceFirst("^/", ""));
        if (pattern.startsWith("/")) {
            return IntStream.rangeClosed(1, path.getNameCount()).anyMatch(end -> glob.matches(path.subpath(0, end)));
        }
        return IntStream.range(0, path.getNameCount()).anyMatch(at -> glob.matches(path.getName(at)));
    }
}
