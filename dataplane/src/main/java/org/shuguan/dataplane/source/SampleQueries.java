package org.shuguan.dataplane.source;

import java.util.List;

/// The queries that read a table or a sample of it. The number of rows by which a sample is drawn comes from the
/// database's statistics and may be older than the rows: a sample that is much too small is read again by the next
/// query, which takes the first rows.
///
/// @param inTurn the queries; all but the last are samples
/// @param fewest number of rows with which a sample is large enough
record SampleQueries(List<String> inTurn, long fewest) {
    /// With so many rows a random sample is better than the first rows, also if more were asked for.
    private static final long ENOUGH = 100;

    /// One query whose result is taken as it is.
    static SampleQueries only(String query) {
        return new SampleQueries(List.of(query), 0);
    }

    /// A sample at random. It is drawn for twice as many rows as wanted, so less than half of them means that the
    /// statistics are wrong.
    ///
    /// @param first reads the first rows
    /// @param rows number of rows that are wanted
    static SampleQueries sample(String random, String first, long rows) {
        return new SampleQueries(List.of(random, first), Math.max(1, Math.min(rows / 2, ENOUGH)));
    }

    /// Writes one of the results.
    void write(RowWriter out, Reading reading) throws Exception {
        for (int i = 0; i < inTurn.size(); i++) {
            if (i > 0) {
                out.restart();
            }
            reading.write(inTurn.get(i), out);
            if (out.rows() >= fewest) {
                return;
            }
        }
    }

    /// Writes the rows of one query.
    @FunctionalInterface
    interface Reading {
        /// Executes the query.
        void write(String query, RowWriter out) throws Exception;
    }
}
