package org.shuguan.server.collection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.source.Source;
import org.shuguan.server.job.JobFailed;

/// The serving copy of a captured table at one moment, with the position up to which it is true. As long as it is open
/// the copy can be read as it was then, while changes go on.
///
/// @param facts what a version in the lake says of it
record CopyMoment(Connection connection, Source source, String path, Map<String, String> facts)
        implements AutoCloseable {
    static final String POSITION = "shuguan.captured-position";
    static final String AT = "shuguan.captured-at";
    static final String NEWEST = "shuguan.captured-newest";
    private static final String GENERATION = "shuguan.captured-generation";
    private static final String CHANGES = "shuguan.captured-changes";

    /// @throws JobFailed if there is no complete copy
    static CopyMoment of(OwnDatabase own, Captures captures, Plan plan) throws SQLException {
        Connection connection = own.connect("collection");
        boolean open = false;
        try {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Map<String, String> facts = new HashMap<>();
            String snapshot;
            try (PreparedStatement statement = connection.prepareStatement(
                    "select pg_export_snapshot(), served, position_text, position_at, newest_at, changes"
                            + " from collection.capture where plan = ? and served is not null")) {
                statement.setObject(1, plan.id());
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new JobFailed("collection.problem.not-copied", plan.path());
                    }
                    snapshot = row.getString(1);
                    facts.put(GENERATION, row.getString(2));
                    facts.put(POSITION, row.getString(3));
                    put(facts, AT, row.getObject(4, OffsetDateTime.class));
                    put(facts, NEWEST, row.getObject(5, OffsetDateTime.class));
                    facts.put(CHANGES, row.getString(6));
                }
            }
            String path = CaptureKeeper.copy(plan, Integer.parseInt(String.valueOf(facts.get(GENERATION))));
            CopyMoment moment =
                    new CopyMoment(connection, own.source(Source.Limits.DEFAULT, snapshot), path, Map.copyOf(facts));
            open = true;
            return moment;
        } finally {
            if (!open) {
                connection.close();
            }
        }
    }

    private static void put(Map<String, String> facts, String fact, @Nullable OffsetDateTime at) {
        if (at != null) {
            facts.put(fact, at.toInstant().toString());
        }
    }

    static @Nullable Integer generation(LakeVersion version) {
        String generation = version.facts().get(GENERATION);
        return generation == null ? null : Integer.valueOf(generation);
    }

    static long changes(LakeVersion version) {
        return Long.parseLong(version.facts().getOrDefault(CHANGES, "0"));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
