/**
 * What restic is told and what it says, as text and values: repository locations, environment names, argument lists, the JSON messages,
 * exit codes. Nothing here starts a process, opens a connection or knows Jenkins.
 *
 * <p>Supported is restic 0.14 and later. No flag newer than 0.14 is used; what versions before 0.17 do not say by exit code is read from
 * one table, {@link io.jenkins.plugins.cinderbackup.restic.FailureText}.
 */
package io.jenkins.plugins.cinderbackup.restic;
