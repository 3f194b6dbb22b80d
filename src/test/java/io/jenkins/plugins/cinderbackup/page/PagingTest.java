package io.jenkins.plugins.cinderbackup.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest {
    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,2", "0,1", "-1,1", "x,1", "'',1", "99999999999,1", ",1"})
    void whatIsNoPageIsTheNearestOrTheFirst(String wanted, int page) {
        assertThat(new Paging<>(List.of(1, 2, 3, 4), 2, wanted).getPage()).isEqualTo(page);
    }

    @Test
    void theLastPageHasTheRest() {
        Paging<Integer> last = new Paging<>(List.of(1, 2, 3), 2, "2");

        assertThat(last.getRows()).containsExactly(3);
        assertThat(last.getPages()).isEqualTo(2);
        assertThat(last.getTotal()).isEqualTo(3);
    }

    @Test
    void nothingIsOneEmptyPage() {
        Paging<Integer> none = new Paging<>(List.of(), 2, null);

        assertThat(none.getRows()).isEmpty();
        assertThat(none.getPages()).isEqualTo(1);
    }
}
