package io.jenkins.plugins.cinderbackup.real;

import java.util.List;
import java.util.Map;

/** Puts on a device, or an image of one, what restic cannot read, or not as what it is taken for. */
public final class Formats {
    private Formats() {}

    /** @param format as {@code blkid} says it: {@code xfs}, {@code crypto_LUKS}, {@code gpt}, or nothing for what stays blank */
    public static void make(String format, String device) {
        switch (format) {
            case "" -> {}
            case "xfs" -> Command.run("mkfs.xfs", "-q", device);
            case "crypto_LUKS" ->
                Command.run(
                        Map.of("DEVICE", device),
                        List.of(
                                "bash",
                                "-c",
                                "echo -n key | cryptsetup luksFormat --batch-mode --pbkdf pbkdf2 --pbkdf-force-iterations 1000 \"$DEVICE\" -"));
            case "gpt" -> Command.run("parted", "--script", device, "mklabel", "gpt", "mkpart", "data", "1MiB", "100%");
            default -> throw new IllegalArgumentException(format);
        }
    }
}
