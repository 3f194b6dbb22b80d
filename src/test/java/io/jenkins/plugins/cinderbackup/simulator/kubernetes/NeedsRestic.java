package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test that starts the restic of this machine. It is skipped where that cannot be, as on the Jenkins project's CI, unless system property {@code
 * restic.required} is {@code true}: then it fails, as {@code ./dev test} wants it.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NeedsRestic.Condition.class)
public @interface NeedsRestic {
    /** What JUnit asks. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return evaluate(LocalRestic.missing(), Boolean.getBoolean("restic.required"));
        }

        static ConditionEvaluationResult evaluate(Optional<String> missing, boolean required) {
            if (missing.isPresent() && required) {
                throw new IllegalStateException("restic is required here, and " + missing.get());
            }
            return missing.map(ConditionEvaluationResult::disabled)
                    .orElseGet(() -> ConditionEvaluationResult.enabled("restic is there"));
        }
    }
}
