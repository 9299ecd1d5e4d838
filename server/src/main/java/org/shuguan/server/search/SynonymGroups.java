package org.shuguan.server.search;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The city's own groups of synonyms.
@Repository
class SynonymGroups {
    record Group(UUID id, List<String> words, Instant addedAt, String addedBy) {}

    private final JdbcClient jdbc;

    SynonymGroups(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Group> all() {
        return jdbc.sql("select id, words, added_at, added_by from search.synonym order by added_at desc, id")
                .query(Rows.to(Group.class))
                .list();
    }

    void add(Group group) {
        jdbc.sql("insert into search.synonym (id, words, added_at, added_by) values (:id, :words, :addedAt, :addedBy)")
                .params(Rows.of(group))
                .update();
    }

    /// Returns whether there was such a group.
    boolean remove(UUID id) {
        return jdbc.sql("delete from search.synonym where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }
}
