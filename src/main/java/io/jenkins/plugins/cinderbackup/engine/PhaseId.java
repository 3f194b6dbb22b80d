package io.jenkins.plugins.cinderbackup.engine;

/**
 * The name of a phase, by which a journal finds it again.
 *
 * @param label the word that the console and the build's page show, such as {@code CreatingPVC}
 */
public record PhaseId(String label) {
    @Override
    public String toString() {
        return label;
    }
}
