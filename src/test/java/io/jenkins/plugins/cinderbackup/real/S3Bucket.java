package io.jenkins.plugins.cinderbackup.real;

import java.nio.file.Path;
import java.util.UUID;

/** A bucket of the S3 gateway, removed with all in it when it is closed. */
public final class S3Bucket implements AutoCloseable {
    private final String name = "bucket-" + UUID.randomUUID();

    private S3Bucket(String... size) {
        String[] arguments = new String[size.length + 1];
        arguments[0] = name;
        System.arraycopy(size, 0, arguments, 1, size.length);
        Rigs.S3.control("bucket", arguments);
    }

    /** Makes one that takes all. */
    public static S3Bucket make() {
        return new S3Bucket();
    }

    /** Makes one that is full at this size, such as {@code 48M}. */
    public static S3Bucket ofSize(String size) {
        return new S3Bucket(size);
    }

    /** The URL of a restic repository in it. */
    public String repository(String path) {
        return "s3:" + Rigs.S3.get("RIG_S3_URL") + "/" + name + "/" + path;
    }

    /** Its objects as files. */
    public Path folder() {
        return Path.of(Rigs.S3.get("RIG_S3_DATA"), name);
    }

    @Override
    public void close() {
        Rigs.S3.control("drop", name);
    }
}
