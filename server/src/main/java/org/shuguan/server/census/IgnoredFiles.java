package org.shuguan.server.census;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The files of sources that a person decided not to read.
@Repository
class IgnoredFiles {
    /// @param reason why, in the person's words
    record Ignored(String file, String reason, String ignoredBy, Instant ignoredAt) {}

    private final JdbcClient jdbc;

    IgnoredFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Ignored> of(UUID source) {
        return jdbc.sql("select file, reason, ignored_by, ignored_at from census.ignored_file where source = :source")
                .param("source", source)
                .query(Rows.to(Ignored.class))
                .list();
    }

    /// The reasons by file.
    Map<String, String> reasons(UUID source) {
        var reasons = new HashMap<String, String>();
        of(source).forEach(one -> reasons.put(one.file(), one.reason()));
        return reasons;
    }

    /// Replaces an earlier reason.
    void add(UUID source, Ignored ignored, OfficerId by) {
        jdbc.sql("""
                        insert into census.ignored_file (source, file, reason, ignored_by, ignored_by_id, ignored_at)
                        values (:source, :file, :reason, :by, :byId, :at)
                        on conflict (source, file) do update
                           set reason = excluded.reason, ignored_by = excluded.ignored_by,
                               ignored_by_id = excluded.ignored_by_id, ignored_at = excluded.ignored_at
                        """)
                .param("source", source)
                .param("file", ignored.file())
                .param("reason", ignored.reason())
                .param("by", ignored.ignoredBy())
                .param("byId", by.value())
                .param("at", Rows.parameter(ignored.ignoredAt()))
                .update();
    }

    /// @return whether the file was ignored
    boolean remove(UUID source, String file) {
        return jdbc.sql("delete from census.ignored_file where source = :source and file = :file")
                        .param("source", source)
                        .param("file", file)
                        .update()
                == 1;
    }
}
