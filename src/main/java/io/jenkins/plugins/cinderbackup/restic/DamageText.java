package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.regex.Pattern;

/**
 * How restic says that something of the repository is missing, or is not what was written, in any command. Nothing of it can be read as trouble with the network,
 * the storage's keys or the volume that is restored to. The texts are those of 0.14 and 0.19.
 */
final class DamageText {
    private static final Pattern DAMAGE = Pattern.compile(
            "repository contains errors"
                    + "|ciphertext verification failed"
                    + "|(id|blob|tree) \\S+ not found in (repository|index)"
                    + "|invalid data returned|data seems to be corrupt|wrong hash|hash mismatch|ID does not match"
                    + "|<(data|index|snapshot)/[0-9a-f]+> does not exist"
                    + "|(StreamPack|<(data|index|snapshot)/[0-9a-f]+>).*(\\(404\\)|NoSuchKey|specified (key|blob) does not exist|no such file)"
                    + "|the file is shorter than|invalid (length|tree|pack)",
            Pattern.CASE_INSENSITIVE);
    private static final String TRIED_AGAIN = "returned error, retrying after";

    private DamageText() {}

    /** Whether a line says so. What restic has tried again may have gone well then. */
    static boolean isIn(@NonNull String line) {
        return !line.contains(TRIED_AGAIN) && DAMAGE.matcher(line).find();
    }
}
