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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "22007 | 0 | invalid input syntax for type date: \"周国\"栋\" | invalid input syntax for type date: \"…\"",
                "HY000 | 1366 | Incorrect integer value: '张三' for column 'age' at row 1 | Incorrect integer value: '…' at row 1",
                "P0001 | 0 | “李四”没有登记 | “…”没有登记",
                "42P01 | 0 | relation \"person\" does not exist | relation \"person\" does not exist"
            },
            quoteCharacter = '`')
    void aMessageAboutDataQuotesNoValue(String state, int code, String message, String shown) {
        assertThat(Jdbc.unreadable(new SQLException(message, state, code)).detail())
                .isEqualTo(shown);
    }
}
