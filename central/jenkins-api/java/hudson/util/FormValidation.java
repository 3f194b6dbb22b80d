package hudson.util;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.util.Collection;

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

    public static @NonNull FormValidation aggregate(@NonNull Collection<FormValidation> validations) {
        Kind worst = Kind.OK;
        StringBuilder all = new StringBuilder();
        for (FormValidation validation : validations) {
            worst = validation.kind.compareTo(worst) > 0 ? validation.kind : worst;
            all.append(all.isEmpty() ? "" : "\n").append(validation.getMessage());
        }
        return new Answer(worst, all.toString());
    }

    private static final class Answer extends FormValidation {
        private static final long serialVersionUID = 1L;

        Answer(Kind kind, String message) {
            super(kind, message);
        }
    }
}
