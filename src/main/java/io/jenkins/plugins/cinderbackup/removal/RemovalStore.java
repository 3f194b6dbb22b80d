package io.jenkins.plugins.cinderbackup.removal;

import io.jenkins.plugins.cinderbackup.engine.JournalStore;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.journal.RemovalState;
import java.util.function.Function;

/**
 * Journals of what is to be removed.
 *
 * @param states how far the removal of each has come
 * @param accesses opens the way to the cloud and the cluster of a journal, for one attempt
 */
public record RemovalStore(JournalStore journals, RemovalState states, Function<RunJournal, RemovalAccess> accesses) {}
