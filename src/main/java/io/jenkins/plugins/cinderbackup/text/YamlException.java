package io.jenkins.plugins.cinderbackup.text;

/** A text is not YAML as {@link StrictYaml} takes it. It quotes nothing of the text, in which there may be a password. */
public final class YamlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final boolean reference;

    YamlException(int line, boolean reference) {
        super("line " + line);
        this.line = line;
        this.reference = reference;
    }

    /** The line where it is seen, or 0 if that is not known. */
    public int line() {
        return line;
    }

    /** Whether a reference to another place of the text stands there, such as {@code *name}. */
    public boolean isReference() {
        return reference;
    }
}
