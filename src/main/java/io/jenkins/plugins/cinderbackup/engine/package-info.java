/**
 * The domain: what to back up ({@link io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan}), what a run has created
 * ({@link io.jenkins.plugins.cinderbackup.engine.RunJournal}) and the level-triggered machine that drives one run
 * ({@link io.jenkins.plugins.cinderbackup.engine.RunEngine}).
 *
 * <p>Nothing here knows Jenkins, OpenStack's or Kubernetes' client, or a clock of its own; {@code engine.port} says what is
 * needed from outside.
 */
package io.jenkins.plugins.cinderbackup.engine;
