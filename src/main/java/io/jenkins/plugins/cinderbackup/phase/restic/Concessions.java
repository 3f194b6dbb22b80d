package io.jenkins.plugins.cinderbackup.phase.restic;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;

/**
 * What a run does without since its restic, or the storage of its repository, does not let it: found out by asking, since an image's name says nothing.
 *
 * @param unknownOption the first option that restic does not know, or null
 * @param withoutLock whether restic must not write a lock into the repository
 */
public record Concessions(@CheckForNull String unknownOption, boolean withoutLock) {
    /** Known once there is any. */
    public static final Fact<Concessions> FACT = new Fact<>("concessions", Concessions.class);

    private static final Concessions NONE = new Concessions(null, false);

    /** Those of a run. */
    static Concessions of(RunContext run) {
        return run.fact(FACT).orElse(NONE);
    }

    /** The command with what it does without left out. */
    ResticCommand apply(ResticCommand command) {
        ResticCommand known = unknownOption == null ? command : command.without(unknownOption);
        return withoutLock ? known.withoutLock() : known;
    }

    /**
     * Looks whether the same command can be made again with less.
     *
     * @param command as it was made
     * @param reads whether it only reads from the repository
     * @return whether one more concession was made, which is written down with what is next
     */
    static boolean make(RunContext run, ResticCommand command, boolean reads, ResticResult result) {
        Concessions known = of(run);
        String option = result.unknownOption().filter(command::canDoWithout).orElse(null);
        boolean lock = reads && result.isLockRefused() && !command.withoutLock().equals(command);
        if (option != null) {
            run.tell(new RunEvent.Note("This restic does not know the option " + option + "; it goes on without"));
            run.journal().facts().put(FACT, new Concessions(option, known.withoutLock()));
        } else if (lock) {
            run.caution("The storage lets nothing be written into the repository, so it is read without a lock: "
                    + "while somebody prunes it, a restore may fail.");
            run.journal().facts().put(FACT, new Concessions(known.unknownOption(), true));
        }
        return option != null || lock;
    }
}
