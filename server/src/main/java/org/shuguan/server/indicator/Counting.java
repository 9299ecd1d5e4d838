package org.shuguan.server.indicator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Counts an indicator for all units in one pass.
@FunctionalInterface
public interface Counting {
    /// A moment for which is counted: now, or the end of a day that is over.
    ///
    /// @param until counted is what happened before
    /// @param day the day in the city
    record Moment(Instant until, LocalDate day) {
        /// The end of a day that is over.
        public static Moment endOf(LocalDate day) {
            return new Moment(CityTime.startOf(day.plusDays(1)), day);
        }
    }

    /// One row for each unit of which something can be told, in any order.
    List<Count> count(JdbcClient jdbc, Moment at);

    /// Counts a number.
    ///
    /// @param sql selects `unit` and `value` from the module's own schema; `:until` is the moment, `:day` its day
    static Counting number(String sql) {
        return (jdbc, at) -> count(
                jdbc, "select unit, value as numerator, null::float8 as denominator from (" + sql + ") counted", at);
    }

    /// Counts a part of a whole.
    ///
    /// @param sql selects `unit`, `numerator` and `denominator`, as [#number]
    static Counting part(String sql) {
        return (jdbc, at) -> count(jdbc, sql, at);
    }

    private static List<Count> count(JdbcClient jdbc, String sql, Moment at) {
        return jdbc.sql(sql)
                .param("until", Rows.parameter(at.until()))
                .param("day", at.day())
                .query(Rows.to(Count.class))
                .list();
    }
}
