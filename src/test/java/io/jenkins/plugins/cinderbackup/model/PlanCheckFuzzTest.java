package io.jenkins.plugins.cinderbackup.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is typed into a field, the answer is nothing or one line. */
class PlanCheckFuzzTest {
    @Property
    void whatEveryCheckSaysIsOneShortLine(@ForAll String text) {
        Stream.of(
                        PlanCheck.quantity("f", text),
                        PlanCheck.label1123("f", text),
                        PlanCheck.name1123("f", text),
                        PlanCheck.volumeId("f", text),
                        PlanCheck.key("f", text),
                        PlanCheck.namePrefix("f", text))
                .flatMap(Optional::stream)
                .map(Finding::message)
                .forEach(message -> assertThat(message).isEqualTo(Printable.text(message, 500)));
    }

    @Property
    void aQuantityThatIsAcceptedIsOneOfKubernetesAboveZero(@ForAll("quantities") String text) {
        if (PlanCheck.quantity("f", text).isEmpty()) {
            assertThat(text).matches("[0-9.]+([mkMGTPE]|[KMGTPE]i)?");
            assertThat(new BigDecimal(text.replaceAll("[a-zA-Z]", ""))).isPositive();
        }
    }

    @Provide
    Arbitrary<String> quantities() {
        return Arbitraries.strings()
                .withChars("0123456789.mkKMGTPEi+- e")
                .ofMinLength(1)
                .ofMaxLength(12);
    }
}
