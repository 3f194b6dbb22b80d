package io.jenkins.plugins.cinderbackup.journal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What tells whether a file has been written since. Each write makes a new file, which has another key even within one tick of the clock.
 *
 * @param key the file system's own, where it has one
 */
record FileStamp(
        @NonNull FileTime modified, long size, @CheckForNull Object key) {
    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
}
