package io.jenkins.plugins.cinderbackup.steps;

/** Settings as they are where nothing is set: what a form shows at first, and compares with to say whether a folded field was edited. */
final class Defaults {
    private Defaults() {}

    /**
     * New ones of that type.
     *
     * @throws IllegalStateException if the type has no constructor without arguments, which is a mistake of ours
     */
    static <T> T of(Class<? extends T> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no defaults", e);
        }
    }
}
