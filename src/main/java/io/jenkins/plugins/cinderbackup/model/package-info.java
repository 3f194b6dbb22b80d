/** The domain's values: what a run creates and finds, whose it is, what is wrong with it. */
package io.jenkins.plugins.cinderbackup.model;
