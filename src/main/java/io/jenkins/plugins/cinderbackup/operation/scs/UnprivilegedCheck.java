package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the credential is a plain user's: what an administrator can do says nothing of what users can.
 *
 * @param cloud the cloud as the user knows it
 */
record UnprivilegedCheck(String cloud) implements Check {
    private static final String WANTED = "member";
    private static final Set<String> PRIVILEGED = Set.of("admin", "manager");

    @Override
    public void check(CheckRound round) {
        round.attempt(round.run().storage()::roles).map(this::judge).ifPresent(round::wrong);
    }

    private List<Finding> judge(Set<String> roles) {
        Set<String> words = new TreeSet<>();
        roles.forEach(role -> words.add(role.toLowerCase(Locale.ROOT)));
        boolean privileged = PRIVILEGED.stream().anyMatch(words::contains);
        return privileged || !words.contains(WANTED)
                ? List.of(
                        Finding.of(
                                "The credential of cloud " + cloud + " has the roles "
                                        + (words.isEmpty() ? "-" : String.join(", ", words))
                                        + " on the project: SCS-0117 is tested with 'member', and without 'admin' and 'manager'.",
                                "use the credential of a user without privileges, or an application credential with the role member alone"))
                : List.of();
    }
}
