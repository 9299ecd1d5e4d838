package org.shuguan.server.census;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.dataplane.source.Reading;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The stored settings for reading the files of sources.
@Repository
class Readings {
    /// @param version version, to detect concurrent changes
    record Kept(long version, Reading reading, String changedBy, Instant changedAt) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Readings(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// The settings of all files of a source that have any.
    Map<String, Reading> inForce(UUID source) {
        Map<String, Reading> readings = new HashMap<>();
        jdbc.sql("""
                        select distinct on (file) file, reading::text from census.reading
                         where source = :source and not undone order by file, id desc
                        """)
                .param("source", source)
                .query((row, n) -> Map.entry(row.getString(1), reading(row.getString(2))))
                .list()
                .forEach(one -> readings.put(one.getKey(), one.getValue()));
        return readings;
    }

    Optional<Kept> newest(UUID source, String file) {
        return jdbc.sql("""
                        select id, reading::text, changed_by, changed_at from census.reading
                         where source = :source and file = :file and not undone order by id desc limit 1
                        """)
                .param("source", source)
                .param("file", file)
                .query((row, n) -> new Kept(
                        row.getLong(1),
                        reading(row.getString(2)),
                        row.getString(3),
                        row.getObject(4, java.time.OffsetDateTime.class).toInstant()))
                .optional();
    }

    /// Serialises changes of one file's settings.
    void lock(UUID source) {
        jdbc.sql("select 1 from census.source where id = :source for update")
                .param("source", source)
                .query((row, n) -> row.getInt(1))
                .list();
    }

    void add(UUID source, String file, Reading reading, String by, Instant now) {
        jdbc.sql("""
                        insert into census.reading (source, file, reading, changed_by, changed_at)
                        values (:source, :file, cast(:reading as jsonb), :by, :now)
                        """)
                .param("source", source)
                .param("file", file)
                .param("reading", reading.isGuess() ? null : json.writeValueAsString(reading))
                .param("by", by)
                .param("now", Rows.parameter(now))
                .update();
    }

    void undo(long version) {
        jdbc.sql("update census.reading set undone = true where id = :id")
                .param("id", version)
                .update();
    }

    private Reading reading(String text) {
        return text == null ? Reading.GUESS : json.readValue(text, Reading.class);
    }
}
