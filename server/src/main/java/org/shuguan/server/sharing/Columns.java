package org.shuguan.server.sharing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;

/// Reads columns that requests and grants have in common and that [Rows] does not map.
final class Columns {
    private Columns() {}

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    static Set<UUID> ids(ResultSet row, String column) throws SQLException {
        return Set.of((UUID[]) row.getArray(column).getArray());
    }

    static Set<Grant.Mode> modes(ResultSet row) throws SQLException {
        return texts(row, "modes").stream()
                .map(word -> Rows.constant(Grant.Mode.class, word))
                .collect(Collectors.toUnmodifiableSet());
    }

    static Grant.@Nullable Hours hours(ResultSet row) throws SQLException {
        int from = row.getInt("hour_from");
        return row.wasNull() ? null : new Grant.Hours(from, row.getInt("hour_to"));
    }

    static Instant moment(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(maybe(row, column));
    }

    static @Nullable Instant maybe(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
