package org.shuguan.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/// Single changes at a source at a fixed rate, each a transaction of its own.
final class PacedChanges {
    private PacedChanges() {}

    /// Makes the changes, and closes the connection.
    ///
    /// @param update a statement with one parameter
    /// @param value of the parameter, by the number of the change from 1
    /// @param committed takes the time of each commit's answer, by that number
    static void write(Connection source, String update, IntFunction<Object> value, int rate, long[] committed)
            throws SQLException {
        int count = committed.length - 1;
        try (source;
                PreparedStatement statement = source.prepareStatement(update)) {
            long start = System.nanoTime();
            for (int i = 1; i <= count; i++) {
                long due = start + i * 1_000_000_000L / rate;
                LockSupport.parkNanos(due - System.nanoTime());
                statement.setObject(1, value.apply(i));
                statement.executeUpdate();
                committed[i] = System.nanoTime();
            }
            double took = (System.nanoTime() - start) / 1e9;
            if (took > 1.1 * count / rate) {
                System.out.printf("the source reached only %,.0f changes/s%n", count / took);
            }
        }
    }

    /// How long after its commit a change was seen; nothing if it was seen before its writer had the answer.
    static double delay(long committed, long seen) {
        return committed == 0 ? 0 : Math.max(0, (seen - committed) / 1e6);
    }

    /// Prints percentiles of delays in milliseconds.
    ///
    /// @param what where they were seen
    static void print(int rate, int seconds, String what, List<Double> delays, String aim) {
        List<Double> sorted = delays.stream().sorted().toList();
        System.out.printf(
                "%,d changes/s for %d s: commit at the source to %s p50 %.0f ms, p99 %.0f ms, most %.0f ms (%s)%n",
                rate,
                seconds,
                what,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100),
                sorted.getLast(),
                aim);
    }
}
