package org.shuguan.server.savedsearch;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of entries that officers marked with a star.
@Repository
class Favourites {
    private final JdbcClient jdbc;

    Favourites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Marks an entry; one that is marked stays as it is.
    void add(OfficerId officer, UUID entry, Instant at) {
        jdbc.sql("""
                        insert into savedsearch.favourite (officer, entry, starred_at) values (:officer, :entry, :at)
                        on conflict do nothing
                        """)
                .param("officer", officer.value())
                .param("entry", entry)
                .param("at", Rows.parameter(at))
                .update();
    }

    /// Returns false where it was not marked.
    boolean remove(OfficerId officer, UUID entry) {
        return jdbc.sql("delete from savedsearch.favourite where officer = :officer and entry = :entry")
                        .param("officer", officer.value())
                        .param("entry", entry)
                        .update()
                == 1;
    }

    /// An officer's entries and when they were marked, whether or not they can still be seen.
    Map<UUID, Instant> of(OfficerId officer) {
        Map<UUID, Instant> all = new HashMap<>();
        jdbc.sql("select entry, starred_at from savedsearch.favourite where officer = :officer")
                .param("officer", officer.value())
                .query((row, n) -> Map.entry(
                        row.getObject("entry", UUID.class),
                        row.getObject("starred_at", OffsetDateTime.class).toInstant()))
                .list()
                .forEach(one -> all.put(one.getKey(), one.getValue()));
        return all;
    }

    /// Who had marked the entry by then.
    List<OfficerId> officers(UUID entry, Instant by) {
        return jdbc.sql("select officer from savedsearch.favourite where entry = :entry and starred_at <= :by"
                        + " order by officer")
                .param("entry", entry)
                .param("by", Rows.parameter(by))
                .query((row, n) -> new OfficerId(row.getObject(1, UUID.class)))
                .list();
    }
}
