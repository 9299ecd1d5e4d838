package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// Error codes of servers that are not available in tests.
class JdbcReasonsTest {
    @ParameterizedTest
    @CsvSource({
        "57014, 0, TIMED_OUT",
        "70100, 1969, TIMED_OUT",
        "HY000, 1969, TIMED_OUT",
        "70100, 0, TIMED_OUT",
        "HY000, 3024, TIMED_OUT",
        "HY000, 3025, OTHER"
    })
    void aStatementThatTookTooLongIsATimeout(String state, int code, Reason reason) {
        assertThat(Jdbc.unreadable(new SQLException("said", state, code)).reason())
                .isEqualTo(reason);
    }
}
