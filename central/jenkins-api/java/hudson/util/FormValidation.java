package hudson.util;

import java.io.IOException;

public abstract class FormValidation extends IOException {
    private static final long serialVersionUID = 1L;
    private static final FormValidation OK = new Answer(Kind.OK, null);

    public enum Kind {
        OK,
        WARNING,
        ERROR
    }

    public final Kind kind;

    private FormValidation(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public static FormValidation error(String message) {
        return new Answer(Kind.ERROR, message);
    }

    public static FormValidation warning(String message) {
        return new Answer(Kind.WARNING, message);
    }

    public static FormValidation ok(String message) {
        return new Answer(Kind.OK, message);
    }

    public static FormValidation ok() {
        return OK;
    }

    private static final class Answer extends FormValidation {
        private static final long serialVersionUID = 1L;

        Answer(Kind kind, String message) {
            super(kind, message);
        }
    }
}
