package io.jenkins.plugins.cinderbackup.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import java.util.Arrays;
import java.util.List;
import jenkins.model.Jenkins;

/** What a drop-down of credentials offers. */
public final class CredentialChoices {
    /** What is of scope System is for Jenkins itself: no build finds it. */
    private static final CredentialsMatcher FOR_JOBS =
            CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM));

    private CredentialChoices() {}

    /**
     * The credentials of these kinds that the item's builds may use, and the one that is chosen already, so that nothing is lost when somebody
     * saves the form who may not see it. Who may neither see the item's configuration nor use its credentials is offered no other. The
     * rules are those of the credentials plugin's guide for consumers.
     *
     * @param item where the form is; null: in the configuration of Jenkins itself
     */
    @NonNull
    public static ListBoxModel list(
            @CheckForNull Item item, @CheckForNull String current, @NonNull CredentialKind... kinds) {
        StandardListBoxModel choices = new StandardListBoxModel();
        String chosen = Util.fixNull(current);
        if (!mayList(item)) {
            choices.includeCurrentValue(chosen);
            return choices;
        }
        CredentialsMatcher[] types = Arrays.stream(kinds)
                .map(kind -> CredentialsMatchers.instanceOf(kind.type()))
                .toArray(CredentialsMatcher[]::new);
        choices.includeEmptyValue();
        choices.includeMatchingAs(
                ACL.SYSTEM2,
                item,
                StandardCredentials.class,
                List.of(),
                CredentialsMatchers.both(CredentialsMatchers.anyOf(types), FOR_JOBS));
        choices.includeCurrentValue(chosen);
        return choices;
    }

    private static boolean mayList(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }
}
