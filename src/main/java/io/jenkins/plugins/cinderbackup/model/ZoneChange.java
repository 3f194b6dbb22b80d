package io.jenkins.plugins.cinderbackup.model;

/** Where a node affinity names one zone, it is to name another instead. */
public record ZoneChange(String from, String to) {}
